package dev.slate.featurestore.server;

import dev.slate.featurestore.store.Degradation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the feature server counts: requests by protocol and outcome, and those degraded. */
final class ServedMetrics {
  private final MeterRegistry meters;

  ServedMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void answered(String protocol, String outcome, long beganNanos) {
    Timer.builder("slate.features.requests")
        .description("Requests for online features")
        .tag("protocol", protocol)
        .tag("outcome", outcome)
        .register(meters)
        .record(System.nanoTime() - beganNanos, TimeUnit.NANOSECONDS);
  }

  /** Counts a request once for each reason. */
  void degraded(Map<FeatureReference, Degradation> degraded) {
    if (!degraded.isEmpty()) {
      for (Degradation reason : EnumSet.copyOf(degraded.values())) {
        meters.counter("slate.features.degraded.requests", "reason", reason.name()).increment();
      }
    }
  }
}
