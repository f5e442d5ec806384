package dev.slate.pipelines.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bar 6: the process is killed with -9 in the middle, and nothing is lost or counted twice. */
class CrashTest {
  private static final int EVENTS = 100_000;
  private static final int KILLS = 4;
  private static final long SEED = Long.getLong("tests.seed", 6);

  private Process startJob(TestPlatform platform, Path directory) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx768m",
            "-cp",
            classPath,
            Main.class.getName(),
            "--instance",
            "crash-test");
    builder.environment().putAll(platform.environment());
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(
            Path.of("target", "crash-test.log").toAbsolutePath().toFile()));
    return builder.start();
  }

  @Test
  void killedAtRandomPoints_theStateEqualsAnOfflineFold(@TempDir Path directory) throws Exception {
    Random random = new Random(SEED);
    try (TestPlatform platform = new TestPlatform(directory.resolve("kafka"))) {
      platform.send(EventLog.of(SEED, EVENTS, System.currentTimeMillis(), 3 * 86_400_000L));
      List<Process> jobs = new ArrayList<>();
      try {
        for (int kill = 0; kill < KILLS; kill++) {
          Process job = startJob(platform, directory);
          jobs.add(job);
          // Half of the kills while users are folded, half while items are.
          Route route = kill % 2 == 0 ? Route.USERS : Route.ITEMS;
          long done = platform.committed(route);
          long more = random.nextInt(EVENTS / (KILLS + 1));
          await()
              .atMost(Duration.ofSeconds(40))
              .pollInterval(Duration.ofMillis(1))
              .until(() -> platform.committed(route) > done + more || !job.isAlive());
          TimeUnit.MICROSECONDS.sleep(random.nextInt(30_000));
          assertThat(job.isAlive()).isTrue();
          job.destroyForcibly().waitFor();
        }
        jobs.add(startJob(platform, directory));
        platform.awaitDrained(Duration.ofSeconds(60));
      } finally {
        jobs.forEach(Process::destroyForcibly);
      }
      LogOracle oracle = new LogOracle(platform);
      assertThat(oracle.repeats).isPositive();
      assertThat(platform.redis.dump("slate:*:s:*")).containsExactlyEntriesOf(oracle.redis());
    }
  }
}
