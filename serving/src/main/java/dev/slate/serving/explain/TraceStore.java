package dev.slate.serving.explain;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest logged requests, as the topic {@code traces} has them and bounded in bytes and age:
 * the oldest leave first. Thread-safe.
 */
public final class TraceStore {
  private final long maxBytes;
  private final Duration keep;
  private final Clock clock;
  private final Map<String, Stored> byId = new LinkedHashMap<>();
  private long bytes;

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Stored(TraceSummary summary, byte[] record) {}

  public TraceStore(long maxBytes, Duration keep, Clock clock) {
    this.maxBytes = maxBytes;
    this.keep = keep;
    this.clock = clock;
  }

  /** Handles a record of the topic; one that is too old already is left out. */
  public void handle(String requestId, byte @Nullable [] record, long offset) {
    if (record != null && record.length <= maxBytes) {
      put(TraceCodec.decodeSummary(record), record);
    }
  }

  synchronized void put(TraceSummary summary, byte[] record) {
    expire();
    if (isOld(summary)) {
      return;
    }
    Stored before = byId.remove(summary.requestId());
    bytes += record.length - (before == null ? 0 : before.record.length);
    byId.put(summary.requestId(), new Stored(summary, record));
    Iterator<Stored> oldest = byId.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      bytes -= oldest.next().record.length;
      oldest.remove();
    }
  }

  /** A logged request, null if there is none of that id (any more). */
  public @Nullable TraceRecord find(String requestId) {
    byte[] record;
    synchronized (this) {
      expire();
      Stored stored = byId.get(requestId);
      record = stored == null ? null : stored.record;
    }
    return record == null ? null : TraceCodec.decode(record);
  }

  /** At most {@code limit} that are wanted, newest first. */
  public synchronized List<TraceSummary> newest(int limit, Predicate<TraceSummary> wanted) {
    expire();
    List<Stored> all = new ArrayList<>(byId.values());
    List<TraceSummary> newest = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0 && newest.size() < limit; i--) {
      if (wanted.test(all.get(i).summary)) {
        newest.add(all.get(i).summary);
      }
    }
    return newest;
  }

  /** Drops what is of some users. */
  public synchronized void forget(Predicate<String> userIds) {
    byId.values().removeIf(stored -> dropIf(stored, isOf(stored, userIds)));
  }

  private static boolean isOf(Stored stored, Predicate<String> userIds) {
    String userId = stored.summary.userId();
    return userId != null && userIds.test(userId);
  }

  private void expire() {
    byId.values().removeIf(stored -> dropIf(stored, isOld(stored.summary)));
  }

  private boolean dropIf(Stored stored, boolean wanted) {
    bytes -= wanted ? stored.record.length : 0;
    return wanted;
  }

  private boolean isOld(TraceSummary summary) {
    return summary.timeMs() < clock.millis() - keep.toMillis();
  }
}
