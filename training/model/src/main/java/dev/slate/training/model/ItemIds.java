package dev.slate.training.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The items that a model knows, in row order: row {@code i} of every item matrix belongs to {@code
 * id(i)}. Immutable; lookups are O(1).
 */
public final class ItemIds {
  private final List<String> ids;
  private final Map<String, Integer> indices;

  /**
   * @throws IllegalArgumentException if an id is empty or appears twice
   */
  public ItemIds(List<String> ids) {
    this.ids = List.copyOf(ids);
    this.indices = new HashMap<>(ids.size() * 2);
    for (int i = 0; i < this.ids.size(); i++) {
      String id = this.ids.get(i);
      Integer before = indices.put(id, i);
      if (before != null || id.isEmpty()) {
        throw new IllegalArgumentException(
            "ids[" + i + "]: \"" + id + "\" (expected: not empty and unique)");
      }
    }
  }

  /** All ids in row order. */
  public List<String> ids() {
    return ids;
  }

  public int size() {
    return ids.size();
  }

  /** The row of an item, -1 if the model does not know it. */
  public int indexOf(String id) {
    return indices.getOrDefault(id, -1);
  }

  public String id(int index) {
    return ids.get(index);
  }
}
