package dev.slate.pipelines.streaming;

import dev.slate.featurestore.EntityState;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The states used last, of one partition, bounded by their encoded bytes; all are committed. */
final class StateCache {
  private record Cached(EntityState state, int bytes) {}

  private final Map<String, Cached> states = new LinkedHashMap<>(1_024, 0.75f, true);
  private final long capacityBytes;
  private long bytes;

  StateCache(long capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  @Nullable EntityState get(String id) {
    Cached cached = states.get(id);
    return cached == null ? null : cached.state();
  }

  /**
   * @param size of the encoded state
   */
  void put(String id, EntityState state, int size) {
    Cached replaced = states.put(id, new Cached(state, size));
    bytes += size - (replaced == null ? 0 : replaced.bytes());
    Iterator<Cached> eldest = states.values().iterator();
    while (bytes > capacityBytes) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }
}
