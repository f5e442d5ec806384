package dev.slate.training.model.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slate.training.model.FormatException;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.ItemVocabulary;
import java.util.List;

/**
 * What items are apart from their ids, as tensors: {@code category_offsets}, {@code
 * category_values} and {@code category_weights}, and the metadata {@code vocabulary}, JSON. Files
 * of before there were attributes have the metadata {@code categories} instead, a list of names,
 * and no weights.
 */
final class CategoryTensors {
  private CategoryTensors() {}

  static void add(TensorWriter writer, ItemCategories categories) {
    try {
      writer.metadata("vocabulary", BundleFiles.JSON.writeValueAsString(categories.vocabulary()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of strings and numbers are JSON", e);
    }
    writer
        .add("category_offsets", categories.offsets(), categories.offsets().length)
        .add("category_values", categories.values(), categories.values().length)
        .add("category_weights", categories.weights(), categories.weights().length);
  }

  /**
   * @throws FormatException or {@link IllegalArgumentException} if a part is missing or does not
   *     fit the others
   */
  static ItemCategories read(TensorFile file) throws JsonProcessingException {
    int[] offsets = file.ints("category_offsets");
    int[] values = file.ints("category_values");
    String old = file.metadata().get("categories");
    if (old != null) {
      List<String> names = List.of(BundleFiles.JSON.readValue(old, String[].class));
      return ItemCategories.of(names, offsets, values);
    }
    String json = file.metadata().get("vocabulary");
    if (json == null) {
      throw new FormatException("metadata vocabulary is missing");
    }
    ItemVocabulary vocabulary = BundleFiles.JSON.readValue(json, ItemVocabulary.class);
    return new ItemCategories(vocabulary, offsets, values, file.floats("category_weights"));
  }
}
