package dev.slate.serving.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Times the stages of one request, for its trace and for {@code /metrics}. */
final class StageClock {
  private final StageTimers timers;
  private final List<Recommendation.StageTime> stages = new ArrayList<>(8);

  StageClock(StageTimers timers) {
    this.timers = timers;
  }

  <T> T time(String stage, Supplier<T> work) {
    long begin = System.nanoTime();
    T result = work.get();
    long nanos = System.nanoTime() - begin;
    timers.of(stage).record(nanos, TimeUnit.NANOSECONDS);
    stages.add(new Recommendation.StageTime(stage, nanos / 1_000));
    return result;
  }

  List<Recommendation.StageTime> stages() {
    return stages;
  }
}
