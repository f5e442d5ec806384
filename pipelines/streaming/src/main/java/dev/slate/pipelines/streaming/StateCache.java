package dev.slate.pipelines.streaming;

import dev.slate.featurestore.EntityState;
import java.util.LinkedHashMap;
import java.util.Map;

/** The states used last, of one partition; all of them are committed. */
final class StateCache extends LinkedHashMap<String, EntityState> {
  private static final long serialVersionUID = 1L;

  private final int capacity;

  StateCache(int capacity) {
    super(16, 0.75f, true);
    this.capacity = capacity;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, EntityState> eldest) {
    return size() > capacity;
  }
}
