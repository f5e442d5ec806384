package dev.slate.serving.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Times the stages of one request, for its trace and for {@code /metrics}. */
final class StageClock {
  private final MeterRegistry meters;
  private final List<Recommendation.StageTime> stages = new ArrayList<>(8);

  StageClock(MeterRegistry meters) {
    this.meters = meters;
  }

  <T> T time(String stage, Supplier<T> work) {
    long begin = System.nanoTime();
    T result = work.get();
    long nanos = System.nanoTime() - begin;
    meters.timer("slate.stage", "stage", stage).record(nanos, TimeUnit.NANOSECONDS);
    stages.add(new Recommendation.StageTime(stage, nanos / 1_000));
    return result;
  }

  List<Recommendation.StageTime> stages() {
    return stages;
  }
}
