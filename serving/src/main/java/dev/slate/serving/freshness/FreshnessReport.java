package dev.slate.serving.freshness;

import dev.slate.featurestore.Entity;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.Feature;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of {@code /v1/freshness}.
 *
 * @param streamLag events in the log that are not yet in the online state; null if not known
 * @param streamLagMs 0 when there is no lag, else the age of the newest event that is in the state
 * @param deadLetters records in {@code events.dlq}; null if not known
 */
public record FreshnessReport(
    long nowMs,
    @Nullable Long streamLag,
    @Nullable Long streamLagMs,
    @Nullable Long deadLetters,
    List<View> views) {

  static FreshnessReport of(
      long nowMs, StreamLag.Reading reading, long newestInState, List<View> views) {
    return new FreshnessReport(
        nowMs,
        known(reading.events()),
        reading.events() < 0 || (newestInState == 0 && reading.events() > 0)
            ? null
            : Long.valueOf(reading.events() == 0 ? 0 : Math.max(0, nowMs - newestInState)),
        known(reading.deadLetters()),
        views);
  }

  private static @Nullable Long known(long count) {
    return count < 0 ? null : count;
  }

  /**
   * One view.
   *
   * @param state {@code empty}, {@code fresh} (as young as the objective wants) or {@code stale};
   *     judged by event time alone, so that a job that merely runs keeps nothing green
   */
  public record View(
      String view,
      String entity,
      String source,
      String description,
      List<String> features,
      @Nullable Long newestEventMs,
      @Nullable Long ageMs,
      long objectiveMs,
      String state) {

    static View of(FeatureView view, long newestMs, long nowMs) {
      boolean fresh = nowMs - newestMs <= view.objective().toMillis();
      return new View(
          view.name(),
          view.entity() == Entity.USER ? "user" : "item",
          view.source().name().toLowerCase(Locale.ROOT),
          view.description(),
          view.features().stream().map(Feature::name).toList(),
          newestMs == 0 ? null : newestMs,
          newestMs == 0 ? null : nowMs - newestMs,
          view.objective().toMillis(),
          newestMs == 0 ? "empty" : fresh ? "fresh" : "stale");
    }
  }
}
