package dev.slate.pipelines.streaming;

import dev.slate.featurestore.freshness.LagReport;
import dev.slate.featurestore.freshness.LagWindow;
import java.util.Arrays;

/**
 * Measures how long the events of one partition take until they can be read. Two numbers are kept
 * of an accepted event until its batch is committed; only then the clock is read, once a batch. One
 * thread.
 */
final class IngestionLag {
  private final LagWindow window = new LagWindow();
  private long[] times = new long[2_048];
  private int size;

  /** An event was folded, and is not committed yet. */
  void accepted(long eventTimeMs, long appendedMs) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
    }
    times[size++] = eventTimeMs;
    times[size++] = appendedMs;
  }

  /** Everything that was accepted can be read from now on. */
  void readable(long nowMs) {
    for (int i = 0; i < size; i += 2) {
      window.record(times[i], times[i + 1], nowMs);
    }
    size = 0;
  }

  LagReport report(long nowMs) {
    return window.report(nowMs);
  }
}
