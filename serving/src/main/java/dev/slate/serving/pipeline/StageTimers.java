package dev.slate.serving.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code slate.stage} of every stage; found once, because a registry takes its time to find one.
 */
final class StageTimers {
  private final MeterRegistry meters;
  private final Map<String, Timer> byStage = new ConcurrentHashMap<>();

  StageTimers(MeterRegistry meters) {
    this.meters = meters;
  }

  Timer of(String stage) {
    Timer known = byStage.get(stage);
    return known != null
        ? known
        : byStage.computeIfAbsent(stage, name -> meters.timer("slate.stage", "stage", name));
  }
}
