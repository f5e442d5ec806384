package dev.slate.serving.freshness;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.freshness.FreshnessStore;
import dev.slate.featurestore.freshness.LagReport;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.serving.topic.TopicWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks every second at what is really in the online store, and says how fresh that is. What a job
 * did or did not do is never asked. Thread-safe.
 */
public final class Freshness implements AutoCloseable {
  private static final long LOOK_MS = 1_000;
  private static final long KEEP_MS = 5_000;
  private static final int WORST = 5;

  private final FeatureCatalog features;
  private final FeatureReader reader;
  private final FreshnessStore store;
  private final Clock clock;
  private final StreamLag lag;
  private final ViewAges ages;
  private final StreamViews stream;
  private final AgeSampler sampler;
  private final AgeHistory history;
  private final Canaries canaries;
  private final ServedRows served;
  private final FreshnessMeters meters;

  /** How canaries are sent; {@code every} zero: not at all. */
  public record CanarySettings(TopicWriter events, int partitions, Duration every) {}

  /**
   * @param store closed with this
   * @param lag closed with this
   */
  public Freshness(
      FeatureCatalog features,
      FeatureReader reader,
      FreshnessStore store,
      StreamLag lag,
      CanarySettings canary,
      MeterRegistry registry,
      Clock clock) {
    this.features = features;
    this.reader = reader;
    this.store = store;
    this.lag = lag;
    this.clock = clock;
    ages = new ViewAges(clock);
    stream = new StreamViews(store, features);
    sampler = new AgeSampler(store, reader, features, clock);
    history = new AgeHistory(features, store, clock);
    served = new ServedRows(registry);
    meters = new FreshnessMeters(registry);
    canaries =
        new Canaries(
            features.userActivity(),
            reader,
            canary.events(),
            canary.partitions(),
            canary.every(),
            clock,
            meters::canary);
    features.views().forEach(view -> meters.register(view, ages, sampler, stream, clock));
    meters.register(lag, canaries);
    served.register(List.of(features.userActivity(), features.userLongterm()));
  }

  /** Looks on a scheduler until that is shut down. */
  public void start(ScheduledExecutorService scheduler) {
    every(scheduler, LOOK_MS, this::look);
    every(scheduler, LOOK_MS, lag::look);
    every(scheduler, LOOK_MS, sampler::step);
    every(scheduler, KEEP_MS, this::keep);
    canaries.start();
  }

  private static void every(ScheduledExecutorService scheduler, long periodMs, Runnable work) {
    var unused =
        scheduler.scheduleWithFixedDelay(work, periodMs / 10, periodMs, TimeUnit.MILLISECONDS);
  }

  void look() {
    for (FeatureView view : features.views()) {
      var unused = reader.newestEventTimeMs(view).thenAccept(time -> ages.seen(view, time));
    }
    stream.look();
  }

  void keep() {
    history.keep(ages, worstCanaryMs());
  }

  private long worstCanaryMs() {
    return canaries.readings().stream()
        .mapToLong(reading -> reading.lagMs() == null ? -1 : reading.lagMs())
        .max()
        .orElse(-1);
  }

  /** What recommendations are made from is counted here. */
  public ServedRows served() {
    return served;
  }

  /** Minute by minute. */
  public AgeHistory history() {
    return history;
  }

  /** As of the last look. */
  public FreshnessReport report() {
    long nowMs = clock.millis();
    StreamLag.Reading reading = lag.latest();
    return new FreshnessReport(
        nowMs,
        known(reading.events()),
        streamLagMs(reading),
        known(reading.deadLetters()),
        new FreshnessReport.Stream(
            Canaries.name(canaries.state()), CanaryWatch.PATIENCE_MS, canaries.readings()),
        features.views().stream().map(view -> view(view, nowMs)).toList(),
        worst(nowMs),
        served.degraded());
  }

  private static @Nullable Long known(long count) {
    return count < 0 ? null : count;
  }

  private @Nullable Long streamLagMs(StreamLag.Reading reading) {
    long age = ages.ageMs(features.userActivity());
    if (reading.events() == 0) {
      return 0L;
    }
    return reading.events() < 0 || age < 0 ? null : Long.valueOf(age);
  }

  private FreshnessReport.View view(FeatureView view, long nowMs) {
    FreshnessReport.Ingestion ingestion = null;
    if (view.source() == FeatureView.Source.STREAM) {
      LagReport report = stream.lag(view, nowMs);
      ingestion =
          new FreshnessReport.Ingestion(
              report.sinceEvent().count(),
              FreshnessReport.Lag.of(report.sinceEvent()),
              FreshnessReport.Lag.of(report.sinceAppend()));
    }
    return FreshnessReport.View.of(view, ages, ingestion, sampler.ages(view));
  }

  private List<FreshnessReport.Place> worst(long nowMs) {
    List<FreshnessReport.Place> places = new ArrayList<>(stream.places(nowMs));
    for (FeatureView view : features.views()) {
      if (view.source() == FeatureView.Source.BATCH && ages.ageMs(view) >= 0) {
        places.add(
            new FreshnessReport.Place(view.name(), ages.ageMs(view), view.objective().toMillis()));
      }
    }
    places.sort(Comparator.comparingDouble(FreshnessReport.Place::ratio).reversed());
    return List.copyOf(places.subList(0, Math.min(WORST, places.size())));
  }

  @Override
  public void close() {
    canaries.close();
    lag.close();
    store.close();
  }
}
