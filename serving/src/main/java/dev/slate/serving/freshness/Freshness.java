package dev.slate.serving.freshness;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.FeatureReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks every second at the newest event time of every view and at the stream's lag. Thread-safe.
 */
public final class Freshness {
  private static final long PERIOD_MS = 1_000;

  private final FeatureCatalog features;
  private final FeatureReader reader;
  private final StreamLag lag;
  private final Clock clock;
  private final Map<String, Long> newest = new ConcurrentHashMap<>();

  public Freshness(FeatureCatalog features, FeatureReader reader, StreamLag lag, Clock clock) {
    this.features = features;
    this.reader = reader;
    this.lag = lag;
    this.clock = clock;
  }

  /** Looks on a scheduler until that is shut down; the same numbers go to the meters. */
  public void start(ScheduledExecutorService scheduler, MeterRegistry meters) {
    for (FeatureView view : features.views()) {
      Gauge.builder("slate.freshness.age", () -> ageSeconds(view))
          .tag("view", view.name())
          .baseUnit("seconds")
          .description("now minus the event time of the newest value; NaN if there is none")
          .register(meters);
    }
    Gauge.builder("slate.stream.lag", () -> lag.latest().events())
        .description("events not yet in the online state; -1 if not known")
        .register(meters);
    Gauge.builder("slate.dead.letters", () -> lag.latest().deadLetters()).register(meters);
    var unused = scheduler.scheduleWithFixedDelay(this::look, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    for (FeatureView view : features.views()) {
      var unused =
          reader
              .newestEventTimeMs(view)
              .whenComplete((time, error) -> newest.put(view.name(), error == null ? time : 0L));
    }
    lag.look();
  }

  private double ageSeconds(FeatureView view) {
    long time = newest.getOrDefault(view.name(), 0L);
    return time == 0 ? Double.NaN : (clock.millis() - time) / 1_000.0;
  }

  /** As of the last look. */
  public FreshnessReport report() {
    StreamLag.Reading reading = lag.latest();
    long nowMs = clock.millis();
    List<FreshnessReport.View> views =
        features.views().stream()
            .map(view -> FreshnessReport.View.of(view, newest.getOrDefault(view.name(), 0L), nowMs))
            .toList();
    return FreshnessReport.of(nowMs, reading, newestOf(features.userActivity()), views);
  }

  private long newestOf(FeatureView view) {
    return newest.getOrDefault(view.name(), 0L);
  }
}
