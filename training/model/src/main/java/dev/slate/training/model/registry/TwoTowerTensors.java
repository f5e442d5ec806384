package dev.slate.training.model.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slate.training.model.FormatException;
import dev.slate.training.model.tower.HistoryPooling;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerShape;
import java.util.List;

/** Two-tower parameters as named tensors. */
public final class TwoTowerTensors {
  private TwoTowerTensors() {}

  /** A safetensors file. */
  public static byte[] write(TwoTowerParameters parameters) {
    TwoTowerShape shape = parameters.shape();
    ItemCategories categories = parameters.categories();
    try {
      return new TensorWriter()
          .metadata("categories", BundleFiles.JSON.writeValueAsString(categories.names()))
          .metadata("history_length", Integer.toString(shape.historyLength()))
          .metadata("history_decay", Float.toString(shape.historyDecay()))
          .add("item", parameters.item())
          .add("category", parameters.category())
          .add("item_bias", parameters.itemBias(), shape.dim())
          .add("history", parameters.history())
          .add("user_weight", parameters.userWeight())
          .add("user_bias", parameters.userBias(), shape.dim())
          .metadata("history_pooling", shape.pooling().name())
          .add("history_query", parameters.historyQuery(), shape.dim())
          .add("category_offsets", categories.offsets(), categories.offsets().length)
          .add("category_values", categories.values(), categories.values().length)
          .toBytes();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of strings is JSON", e);
    }
  }

  /**
   * @throws FormatException if the bytes are no such file
   * @throws JsonProcessingException if its list of categories is damaged
   */
  public static TwoTowerParameters read(byte[] bytes) throws JsonProcessingException {
    TensorFile file = TensorFile.read(bytes);
    List<String> names =
        List.of(BundleFiles.JSON.readValue(metadata(file, "categories"), String[].class));
    // Files of before there was a choice do not say.
    boolean old = !file.metadata().containsKey("history_pooling");
    HistoryPooling pooling =
        old ? HistoryPooling.MEAN : HistoryPooling.valueOf(metadata(file, "history_pooling"));
    TwoTowerShape shape =
        new TwoTowerShape(
            file.floats("user_bias").length,
            Integer.parseInt(metadata(file, "history_length")),
            Float.parseFloat(metadata(file, "history_decay")),
            pooling);
    return new TwoTowerParameters(
        shape,
        new ItemCategories(names, file.ints("category_offsets"), file.ints("category_values")),
        file.matrix("item"),
        file.matrix("category"),
        file.floats("item_bias"),
        file.matrix("history"),
        file.matrix("user_weight"),
        file.floats("user_bias"),
        old ? new float[shape.dim()] : file.floats("history_query"));
  }

  private static String metadata(TensorFile file, String key) {
    String value = file.metadata().get(key);
    if (value == null) {
      throw new FormatException("metadata " + key + " is missing");
    }
    return value;
  }
}
