package dev.slate.training.model.tower;

import dev.slate.data.catalog.Item;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each item is, apart from its id, compact: item {@code i} is the sum of the rows {@code
 * values[offsets[i] .. offsets[i + 1])} of the category table, each times its weight. Categories
 * are what the catalogue calls so, values of attributes, and buckets of numbers and of age.
 *
 * @param offsets {@code [items + 1]}, ascending from 0
 * @param weights as many as values
 * @param createdMs when each item became part of the catalogue, 0 where that is not known; for
 *     training, not part of a model
 */
public record ItemCategories(
    ItemVocabulary vocabulary, int[] offsets, int[] values, float[] weights, long[] createdMs)
    implements Serializable {
  /**
   * @throws IllegalArgumentException if the parts do not fit each other
   */
  public ItemCategories {
    if (offsets.length == 0 || offsets[0] != 0 || offsets[offsets.length - 1] != values.length) {
      throw new IllegalArgumentException(
          "offsets: " + offsets.length + " entries (expected: from 0 to " + values.length + ")");
    }
    for (int i = 1; i < offsets.length; i++) {
      if (offsets[i] < offsets[i - 1]) {
        throw new IllegalArgumentException("offsets[" + i + "]: " + offsets[i] + " descends");
      }
    }
    int rows = vocabulary.rows();
    for (int value : values) {
      if (value < 0 || value >= rows) {
        throw new IllegalArgumentException(
            "category: " + value + " (expected: 0 to " + (rows - 1) + ")");
      }
    }
    if (weights.length != values.length) {
      throw new IllegalArgumentException(
          "weights: " + weights.length + " (expected: " + values.length + ")");
    }
    if (createdMs.length != offsets.length - 1) {
      throw new IllegalArgumentException(
          "createdMs: " + createdMs.length + " (expected: " + (offsets.length - 1) + ")");
    }
  }

  /** Of items of which nobody knows when they came. */
  public ItemCategories(ItemVocabulary vocabulary, int[] offsets, int[] values, float[] weights) {
    this(vocabulary, offsets, values, weights, new long[Math.max(0, offsets.length - 1)]);
  }

  /** Of these items, in their order. */
  public static ItemCategories of(ItemVocabulary vocabulary, List<Item> items) {
    ItemTerms terms = new ItemTerms(vocabulary);
    int[] offsets = new int[items.size() + 1];
    for (int i = 0; i < items.size(); i++) {
      int at = i + 1;
      offsets[at] = offsets[i];
      terms.of(items.get(i), (row, weight) -> offsets[at]++);
    }
    int[] values = new int[offsets[items.size()]];
    float[] weights = new float[values.length];
    int[] next = {0};
    for (Item item : items) {
      terms.of(
          item,
          (row, weight) -> {
            values[next[0]] = row;
            weights[next[0]++] = weight;
          });
    }
    long[] createdMs = items.stream().mapToLong(Item::createdMs).toArray();
    return new ItemCategories(vocabulary, offsets, values, weights, createdMs);
  }

  /** From each item's category names alone, in item order. */
  public static ItemCategories of(List<List<String>> byItem) {
    Set<String> names = new LinkedHashSet<>();
    byItem.forEach(names::addAll);
    return of(
        ItemVocabulary.ofCategories(names),
        byItem.stream()
            .map(categories -> new Item("item", "", categories, 0, true, Map.of()))
            .toList());
  }

  /**
   * From category names and the indices of each item's, all of the same weight.
   *
   * @param offsets as of the record
   */
  public static ItemCategories of(List<String> names, int[] offsets, int[] values) {
    float[] weights = new float[values.length];
    ItemCategories result =
        new ItemCategories(ItemVocabulary.ofCategories(names), offsets, values, weights);
    for (int i = 0; i < result.items(); i++) {
      Arrays.fill(weights, offsets[i], offsets[i + 1], 1f / (offsets[i + 1] - offsets[i]));
    }
    return result;
  }

  public int items() {
    return offsets.length - 1;
  }

  /** Rows of the category table. */
  public int rows() {
    return vocabulary.rows();
  }

  /** How many rows of the category table an item is made of. */
  public int count(int item) {
    return offsets[item + 1] - offsets[item];
  }
}
