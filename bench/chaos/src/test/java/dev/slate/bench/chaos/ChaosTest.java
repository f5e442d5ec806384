package dev.slate.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three of the faults for seconds: no error, right rungs and reasons, recovery; {@code
 * bench/chaos/run} has the others, and latency. On demand: {@code -Dslate.chaos=true}.
 */
@EnabledIfSystemProperty(named = "slate.chaos", matches = "true")
class ChaosTest {
  private static final int PER_SECOND = 40;
  private static final double HURRIED = 0.05;
  // Generous: this test is about what is answered; the machine may be busy.
  private static final Map<String, String> BUDGET =
      Map.of(
          "SLATE_SERVING_BUDGET_MS", "600",
          "SLATE_RESILIENCE_CONCURRENCY_MIN", "256",
          "SLATE_RESILIENCE_CONCURRENCY_MAX", "256");

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void faults_underLoad_costRungsAndNeverAnswers(@TempDir Path home) throws Exception {
    try (ChaosWorld world = new ChaosWorld(home, BUDGET)) {
      Load load = new Load(world.port(), Requests::ofPage);
      ChaosMain.warm(load);
      for (Fault fault : EnumSet.of(Fault.REDIS_BLACK_HOLED, Fault.REDIS_WIPED, Fault.KAFKA_GONE)) {
        FaultRun run = new FaultRun(fault, HURRIED);
        run.run(world, load, PER_SECOND, Duration.ofSeconds(4));
        System.out.println(run);
        assertThat(run.isRight()).as("%s", run).isTrue();
      }
      assertThat(world.exposures("written")).isPositive();
      assertThat(world.exposures("lost")).isZero();
      assertThat(world.serving().stop()).isTrue();
    }
  }
}
