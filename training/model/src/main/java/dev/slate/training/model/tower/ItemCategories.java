package dev.slate.training.model.tower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which categories each item has, compact: item {@code i} has {@code values[offsets[i] .. offsets[i
 * + 1])}, indices into {@code names}.
 *
 * @param names unique, in order of first appearance
 * @param offsets {@code [items + 1]}, ascending from 0
 */
public record ItemCategories(List<String> names, int[] offsets, int[] values) {
  /**
   * @throws IllegalArgumentException if the parts do not fit each other
   */
  public ItemCategories {
    names = List.copyOf(names);
    if (offsets.length == 0 || offsets[0] != 0 || offsets[offsets.length - 1] != values.length) {
      throw new IllegalArgumentException(
          "offsets: " + offsets.length + " entries (expected: from 0 to " + values.length + ")");
    }
    for (int i = 1; i < offsets.length; i++) {
      if (offsets[i] < offsets[i - 1]) {
        throw new IllegalArgumentException("offsets[" + i + "]: " + offsets[i] + " descends");
      }
    }
    for (int value : values) {
      if (value < 0 || value >= names.size()) {
        throw new IllegalArgumentException(
            "category: " + value + " (expected: 0 to " + (names.size() - 1) + ")");
      }
    }
  }

  /** From each item's category names, in item order. */
  public static ItemCategories of(List<List<String>> byItem) {
    Map<String, Integer> indices = new LinkedHashMap<>();
    List<Integer> values = new ArrayList<>();
    int[] offsets = new int[byItem.size() + 1];
    for (int i = 0; i < byItem.size(); i++) {
      for (String name : byItem.get(i)) {
        values.add(indices.computeIfAbsent(name, ignored -> indices.size()));
      }
      offsets[i + 1] = values.size();
    }
    return new ItemCategories(
        List.copyOf(indices.keySet()),
        offsets,
        values.stream().mapToInt(Integer::intValue).toArray());
  }

  public int items() {
    return offsets.length - 1;
  }

  /** How many categories an item has. */
  public int count(int item) {
    return offsets[item + 1] - offsets[item];
  }
}
