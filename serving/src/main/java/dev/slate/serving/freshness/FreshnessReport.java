package dev.slate.serving.freshness;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.freshness.LagHistogram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of {@code /v1/freshness}.
 *
 * @param streamLag events in the log that are not yet in the online state; null if not known
 * @param streamLagMs 0 when there is no lag, else the age of the newest event that is in the state
 * @param deadLetters records in {@code events.dlq}; null if not known
 * @param worst the views and partitions that are furthest from their objective
 */
public record FreshnessReport(
    long nowMs,
    @Nullable Long streamLag,
    @Nullable Long streamLagMs,
    @Nullable Long deadLetters,
    Stream stream,
    List<View> views,
    List<Place> worst,
    List<ServedRows.Degraded> degraded) {

  /** The canaries: {@code state} is {@code live}, {@code missing}, {@code unknown} or off. */
  public record Stream(String state, long patienceMs, List<Canaries.Reading> canaries) {}

  /** A view or a partition of one, and how old its newest value is. */
  public record Place(String name, long ageMs, long objectiveMs) {
    double ratio() {
      return (double) ageMs / objectiveMs;
    }
  }

  /**
   * How long events took until they could be read; zeros if there were none.
   *
   * @param buckets from the shortest
   */
  public record Lag(long p50Ms, long p99Ms, List<Bucket> buckets) {
    private static final long[] BOUNDS = {
      10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000
    };

    static Lag of(LagHistogram histogram) {
      List<Bucket> buckets = new ArrayList<>();
      long before = 0;
      for (long bound : BOUNDS) {
        long upTo = histogram.countAtMost(bound);
        buckets.add(new Bucket(bound, upTo - before));
        before = upTo;
      }
      buckets.add(new Bucket(null, histogram.count() - before));
      return new Lag(histogram.quantileMs(0.5), histogram.quantileMs(0.99), buckets);
    }
  }

  /** How many events took at most so long; {@code toMs} is null for the rest. */
  public record Bucket(@Nullable Long toMs, long events) {}

  /** The events of the last minute: since they happened, and since the log had them. */
  public record Ingestion(long events, Lag sinceEvent, Lag sinceAppend) {}

  /**
   * One view.
   *
   * @param state {@code empty}, {@code fresh} (as young as the objective wants) or {@code stale};
   *     judged by event time alone, so that a job that merely runs keeps nothing green
   * @param maxAgeMs a row older than this is outside its age; null if none ever is
   * @param ingestion null for views that the stream does not keep
   * @param sample entities that were looked at lately
   */
  public record View(
      String view,
      String entity,
      String source,
      String owner,
      String description,
      List<String> features,
      @Nullable Long newestEventMs,
      @Nullable Long ageMs,
      long objectiveMs,
      @Nullable Long maxAgeMs,
      String state,
      @Nullable Ingestion ingestion,
      AgeSample.Ages sample) {

    static View of(
        FeatureView view, ViewAges ages, @Nullable Ingestion ingestion, AgeSample.Ages sample) {
      long newestMs = ages.newestMs(view);
      return new View(
          view.name(),
          Canaries.name(view.entity()),
          Canaries.name(view.source()),
          view.owner(),
          view.description(),
          view.features().stream().map(Feature::name).toList(),
          newestMs == 0 ? null : newestMs,
          newestMs == 0 ? null : ages.ageMs(view),
          view.objective().toMillis(),
          view.ttl().isZero() ? null : view.ttl().toMillis(),
          Canaries.name(ages.state(view)),
          ingestion,
          sample);
    }
  }
}
