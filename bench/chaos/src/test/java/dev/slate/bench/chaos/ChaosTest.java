package dev.slate.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some of the faults for seconds: no error, right rungs and reasons, recovery; latency apart. */
class ChaosTest {
  private static final int PER_SECOND = 40;

  @Test
  void faults_underLoad_costRungsAndNeverAnswers(@TempDir Path home) throws InterruptedException {
    try (ChaosWorld world = new ChaosWorld(home)) {
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
