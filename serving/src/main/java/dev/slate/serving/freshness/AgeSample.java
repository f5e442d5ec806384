package dev.slate.serving.freshness;

import dev.slate.featurestore.FeatureView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entities of one view that were looked at lately: at most {@link #CAPACITY}, none longer ago
 * than {@link #KEPT_MS}. Thread-safe.
 */
final class AgeSample {
  static final int CAPACITY = 1_000;
  static final long KEPT_MS = 120_000;

  /** Upper ends of the buckets that people see, milliseconds; the last has none. */
  private static final long[] BOUNDS = {
    10_000,
    60_000,
    600_000,
    3_600_000,
    6 * 3_600_000L,
    86_400_000L,
    3 * 86_400_000L,
    7 * 86_400_000L,
    30 * 86_400_000L,
    90 * 86_400_000L
  };

  private final FeatureView view;
  private final Clock clock;
  private final Map<String, Look> looks =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Look> eldest) {
          return size() > CAPACITY;
        }
      };

  AgeSample(FeatureView view, Clock clock) {
    this.view = view;
    this.clock = clock;
  }

  private record Look(long eventTimeMs, long lookedMs) {}

  /** How many entities are at most so old; {@code toMs} is null for the rest. */
  record Bucket(@Nullable Long toMs, int entities) {}

  /**
   * Ages of a sample's entities.
   *
   * @param entities how many were looked at
   * @param outsideMaxAge share of them that has outlived the view's TTL; 0 if it has none
   */
  record Ages(
      int entities, double outsideMaxAge, long p50Ms, long p90Ms, long p99Ms, List<Bucket> ages) {
    static final Ages NONE = new Ages(0, 0, 0, 0, 0, List.of());
  }

  synchronized void looked(String id, long eventTimeMs) {
    looks.remove(id);
    looks.put(id, new Look(eventTimeMs, clock.millis()));
  }

  /** O(n log n) of the sample. */
  synchronized Ages ages() {
    long nowMs = clock.millis();
    looks.values().removeIf(look -> nowMs - look.lookedMs() > KEPT_MS);
    if (looks.isEmpty()) {
      return Ages.NONE;
    }
    long outside =
        looks.values().stream()
            .filter(look -> view.isOutsideMaxAge(look.eventTimeMs(), nowMs))
            .count();
    long[] ages =
        looks.values().stream()
            .mapToLong(look -> Math.max(0, nowMs - look.eventTimeMs()))
            .sorted()
            .toArray();
    return new Ages(
        ages.length,
        (double) outside / ages.length,
        quantile(ages, 0.5),
        quantile(ages, 0.9),
        quantile(ages, 0.99),
        buckets(ages));
  }

  private static long quantile(long[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private static List<Bucket> buckets(long[] sorted) {
    List<Bucket> buckets = new ArrayList<>();
    int before = 0;
    for (long bound : BOUNDS) {
      int upTo = (int) Arrays.stream(sorted).filter(age -> age <= bound).count();
      buckets.add(new Bucket(bound, upTo - before));
      before = upTo;
    }
    buckets.add(new Bucket(null, sorted.length - before));
    return buckets;
  }
}
