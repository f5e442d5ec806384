package dev.slate.serving.freshness;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.freshness.LagHistogram;
import dev.slate.featurestore.freshness.LagReport;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The figures of freshness by name; {@code deploy/} has the rules and the board that read them. */
final class FreshnessMeters {
  private static final double[] LAG_BUCKETS = {0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
  private static final double[] QUANTILES = {0.5, 0.9, 0.99};

  private final MeterRegistry meters;

  FreshnessMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  void register(
      FeatureView view, ViewAges ages, AgeSampler sampler, StreamViews stream, Clock clock) {
    seconds("slate.freshness.age", view, () -> secondsOf(ages.ageMs(view)))
        .description("now minus the event time of the newest value; NaN if there is none")
        .register(meters);
    seconds("slate.freshness.objective", view, () -> view.objective().toMillis() / 1_000.0)
        .description("how old the newest value may be")
        .register(meters);
    for (ViewAges.State state : ViewAges.State.values()) {
      Gauge.builder("slate.freshness.state", () -> ages.state(view) == state ? 1 : 0)
          .tag("view", view.name())
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .description("1 for the state that the view is in")
          .register(meters);
    }
    sample(view, sampler);
    if (view.source() == FeatureView.Source.STREAM) {
      lag(view, () -> stream.lag(view, clock.millis()));
    }
  }

  private void sample(FeatureView view, AgeSampler sampler) {
    Gauge.builder("slate.outside.max.age.ratio", () -> sampler.ages(view).outsideMaxAge())
        .tag("view", view.name())
        .description("share of the sampled entities that have outlived the view's max age")
        .register(meters);
    Gauge.builder("slate.entity.sample.size", () -> sampler.ages(view).entities())
        .tag("view", view.name())
        .description("entities that were looked at in the last two minutes")
        .register(meters);
    age(view, "0.5", sampler, AgeSample.Ages::p50Ms);
    age(view, "0.9", sampler, AgeSample.Ages::p90Ms);
    age(view, "0.99", sampler, AgeSample.Ages::p99Ms);
  }

  private void age(
      FeatureView view, String share, AgeSampler sampler, ToLongFunction<AgeSample.Ages> quantile) {
    seconds("slate.entity.age", view, () -> ageOf(sampler.ages(view), quantile))
        .tag("quantile", share)
        .description("age of the sampled entities; NaN if there are none")
        .register(meters);
  }

  private static double ageOf(AgeSample.Ages ages, ToLongFunction<AgeSample.Ages> quantile) {
    return ages.entities() == 0 ? Double.NaN : quantile.applyAsLong(ages) / 1_000.0;
  }

  private void lag(FeatureView view, Supplier<LagReport> report) {
    for (double share : QUANTILES) {
      lag(view, "event", share, report, LagReport::sinceEvent);
      lag(view, "append", share, report, LagReport::sinceAppend);
    }
    Gauge.builder("slate.ingested.events", () -> report.get().sinceEvent().count())
        .tag("view", view.name())
        .description("events that became readable in the last minute")
        .register(meters);
  }

  private void lag(
      FeatureView view,
      String since,
      double share,
      Supplier<LagReport> report,
      Function<LagReport, LagHistogram> side) {
    seconds("slate.ingestion.lag", view, () -> lagOf(side.apply(report.get()), share))
        .tag("since", since)
        .tag("quantile", Double.toString(share))
        .description("until an event of the last minute could be read; NaN if there was none")
        .register(meters);
  }

  private static double lagOf(LagHistogram lag, double share) {
    return lag.count() == 0 ? Double.NaN : lag.quantileMs(share) / 1_000.0;
  }

  void register(StreamLag lag, Canaries canaries) {
    Gauge.builder("slate.stream.lag", () -> lag.latest().events())
        .description("events not yet in the online state; -1 if not known")
        .register(meters);
    Gauge.builder("slate.dead.letters", () -> lag.latest().deadLetters())
        .description("records in the dead letter topic; -1 if not known")
        .register(meters);
    for (CanaryWatch.State state : CanaryWatch.State.values()) {
      Gauge.builder("slate.canary.state", () -> canaries.state() == state ? 1 : 0)
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .description("1 for the state of the way from the log to the online state")
          .register(meters);
    }
    for (Canaries.Reading reading : canaries.readings()) {
      lag(reading.partition());
      Gauge.builder("slate.canary.waiting", () -> waiting(canaries, reading.partition()))
          .tag("partition", Integer.toString(reading.partition()))
          .baseUnit("seconds")
          .description("lag of the last canary, or how long none has come back; NaN if not known")
          .register(meters);
    }
  }

  private static double waiting(Canaries canaries, int partition) {
    Long lagMs = canaries.readings().get(partition).lagMs();
    return lagMs == null ? Double.NaN : lagMs / 1_000.0;
  }

  /** Counts a canary that came back. */
  void canary(int partition, long lagMs) {
    lag(partition).record(lagMs / 1_000.0);
  }

  private DistributionSummary lag(int partition) {
    return DistributionSummary.builder("slate.canary.lag")
        .tag("partition", Integer.toString(partition))
        .baseUnit("seconds")
        .description("from writing a canary to the log until it was read from the online state")
        .serviceLevelObjectives(LAG_BUCKETS)
        .register(meters);
  }

  private static Gauge.Builder<Supplier<Number>> seconds(
      String name, FeatureView view, Supplier<Number> value) {
    return Gauge.builder(name, value).tag("view", view.name()).baseUnit("seconds");
  }

  private static double secondsOf(long ms) {
    return ms < 0 ? Double.NaN : ms / 1_000.0;
  }
}
