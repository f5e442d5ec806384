package dev.slate.data.split;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ids and their indices 0, 1, 2..., in order of first appearance. Grows by {@link #add} only;
 * thread-safe once nobody adds.
 */
public final class Ids {
  private final List<String> ids = new ArrayList<>();
  private final Map<String, Integer> indices = new HashMap<>();

  /** The index of an id, which is added if it is new. */
  int add(String id) {
    Integer known = indices.putIfAbsent(id, ids.size());
    if (known != null) {
      return known;
    }
    ids.add(id);
    return ids.size() - 1;
  }

  public int size() {
    return ids.size();
  }

  /** The index of an id, -1 if it is not known. */
  public int indexOf(String id) {
    return indices.getOrDefault(id, -1);
  }

  public String id(int index) {
    return ids.get(index);
  }

  /** All ids by index, a view. */
  public List<String> all() {
    return Collections.unmodifiableList(ids);
  }
}
