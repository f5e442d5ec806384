package dev.slate.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some of the faults for seconds: no error, right rungs and reasons, recovery; latency apart. */
class ChaosTest {
  private static final int PER_SECOND = 40;
  // Generous: this test is about what is answered; the machine may be busy.
  private static final Map<String, String> BUDGET = Map.of("SLATE_SERVING_BUDGET_MS", "500");

  @Test
  void faults_underLoad_costRungsAndNeverAnswers(@TempDir Path home) throws InterruptedException {
    try (ChaosWorld world = new ChaosWorld(home, BUDGET)) {
      Load load = new Load(world.port(), Requests::ofPage);
      ChaosMain.warm(load);
      for (Fault fault :
          EnumSet.of(Fault.REDIS_BLACK_HOLED, Fault.REDIS_KILLED, Fault.KAFKA_GONE)) {
        FaultRun run = new FaultRun(fault);
        run.run(world, load, PER_SECOND, Duration.ofSeconds(3));
        System.out.println(run);
        assertThat(run.isRight()).as("%s", run).isTrue();
      }
      assertThat(world.serving().stop()).isTrue();
    }
  }
}
