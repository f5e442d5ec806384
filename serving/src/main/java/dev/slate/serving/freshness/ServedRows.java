package dev.slate.serving.freshness;

import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.store.Degradation;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.serving.context.UserState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts what recommendations were made from: how old each user's row was when it was read, and
 * which rows were known to be incomplete, by reason. Thread-safe.
 */
public final class ServedRows {
  /** The store did not answer, so nothing at all is known of the user. */
  private static final String UNAVAILABLE = "unavailable";

  private static final double[] AGE_BUCKETS = {
    1, 10, 60, 600, 3_600, 21_600, 86_400, 259_200, 604_800, 2_592_000
  };

  private final MeterRegistry meters;
  private final ConcurrentMap<Reason, Counter> degraded = new ConcurrentHashMap<>();

  public ServedRows(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Registers what there may be, so that whoever scrapes sees it begin at zero. */
  void register(List<FeatureView> views) {
    for (FeatureView view : views) {
      counter(view, UNAVAILABLE);
      ages(view);
      if (view.source() == FeatureView.Source.STREAM) {
        for (Degradation reason : Degradation.values()) {
          counter(view, Canaries.name(reason));
        }
      }
      for (FeatureStatus status : FeatureStatus.values()) {
        rows(view, status);
      }
    }
  }

  private record Reason(String view, String reason) {}

  /** How many recommendations were made from a view's rows that were incomplete for a reason. */
  public record Degraded(String view, String reason, long requests) {}

  /** Counts one recommendation for a user; each view and reason once. */
  public void served(UserState user) {
    for (FeatureRow row : List.of(user.activity(), user.longterm())) {
      if (user.problem() != null) {
        counter(row.view(), UNAVAILABLE).increment();
      } else {
        reasons(row).forEach(reason -> counter(row.view(), Canaries.name(reason)).increment());
        age(row);
      }
    }
  }

  private static Set<Degradation> reasons(FeatureRow row) {
    Set<Degradation> reasons = EnumSet.noneOf(Degradation.class);
    for (Feature<?> feature : row.view().features()) {
      Degradation reason = row.degradation(feature);
      if (reason != null) {
        reasons.add(reason);
      }
    }
    return reasons;
  }

  private Counter counter(FeatureView view, String reason) {
    return degraded.computeIfAbsent(
        new Reason(view.name(), reason),
        key ->
            Counter.builder("slate.features.degraded")
                .tag("view", key.view())
                .tag("reason", key.reason())
                .description("recommendations made from rows that are known to be incomplete")
                .register(meters));
  }

  private void age(FeatureRow row) {
    rows(row.view(), row.status()).increment();
    if (row.status() != FeatureStatus.NOT_FOUND) {
      ages(row.view()).record(Math.max(0, row.readMs() - row.eventTimeMs()) / 1_000.0);
    }
  }

  private Counter rows(FeatureView view, FeatureStatus status) {
    return meters.counter(
        "slate.served.rows", "view", view.name(), "status", Canaries.name(status));
  }

  private DistributionSummary ages(FeatureView view) {
    return DistributionSummary.builder("slate.served.age")
        .tag("view", view.name())
        .baseUnit("seconds")
        .description("age of a row when a recommendation was made from it")
        .serviceLevelObjectives(AGE_BUCKETS)
        .register(meters);
  }

  /** Since the process started, most often first. */
  List<Degraded> degraded() {
    List<Degraded> counts = new ArrayList<>();
    degraded.forEach(
        (key, counter) ->
            counts.add(new Degraded(key.view(), key.reason(), (long) counter.count())));
    counts.removeIf(count -> count.requests() == 0);
    counts.sort((a, b) -> Long.compare(b.requests(), a.requests()));
    return counts;
  }
}
