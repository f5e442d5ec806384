package dev.slate.pipelines.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bar 6: the process is killed with -9 in the middle, and nothing is lost or counted twice. */
class CrashTest {
  private static final int EVENTS = 100_000;
  private static final int KILLS = 4;
  private static final long SEED = Long.getLong("tests.seed", 6);

  private Process startJob(TestPlatform platform, Path directory) throws IOException {
    ProcessBuilder builder = ChildJob.command("--instance", "crash-test");
    builder.environment().putAll(platform.environment());
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(
            Path.of("target", "crash-test.log").toAbsolutePath().toFile()));
    return builder.start();
  }

  /** Kills while items are folded, anywhere. */
  private static void killAfter(int records, Process job, TestPlatform platform)
      throws InterruptedException {
    long enough = platform.committed(Route.ITEMS) + records;
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> platform.committed(Route.ITEMS) > enough);
    job.destroyForcibly().waitFor();
  }

  /**
   * Kills when a batch has been sent on and is not committed.
   *
   * @return whether it came in time
   */
  private static boolean killWhenSentOn(Process job, TestPlatform platform)
      throws InterruptedException {
    long committed;
    long sentOn;
    do {
      committed = platform.committed(Route.USERS);
      sentOn = platform.written(Route.ITEMS);
      long before = sentOn;
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(1))
          .until(() -> platform.written(Route.ITEMS) > before);
    } while (platform.committed(Route.USERS) != committed);
    job.destroyForcibly().waitFor();
    return platform.committed(Route.USERS) == committed;
  }

  @Test
  void killedAtRandomPoints_theStateEqualsAnOfflineFold(@TempDir Path directory) throws Exception {
    Random random = new Random(SEED);
    try (TestPlatform platform = new TestPlatform(directory.resolve("kafka"))) {
      platform.send(EventLog.of(SEED, EVENTS, System.currentTimeMillis(), 3 * 86_400_000L));
      List<Process> jobs = new ArrayList<>();
      int betweenSendAndCommit = 0;
      try {
        for (int kill = 0; kill < KILLS; kill++) {
          Process job = startJob(platform, directory);
          jobs.add(job);
          if (kill % 2 == 0) {
            betweenSendAndCommit += killWhenSentOn(job, platform) ? 1 : 0;
          } else {
            killAfter(random.nextInt(EVENTS / (KILLS + 1)), job, platform);
          }
        }
        jobs.add(startJob(platform, directory));
        platform.awaitDrained(Duration.ofSeconds(60));
      } finally {
        jobs.forEach(Process::destroyForcibly);
      }
      LogOracle oracle = new LogOracle(platform);
      assertThat(oracle.repeats).isPositive();
      assertThat(betweenSendAndCommit).as("kills that left records to be repeated").isPositive();
      assertThat(platform.redis.dump("slate:*:s:*")).containsExactlyEntriesOf(oracle.redis());
    }
  }
}
