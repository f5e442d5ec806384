package dev.slate.pipelines.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as an operator sees it: what it prints and how it ends. */
class MainTest {
  private static Process start(Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    ProcessBuilder builder = ChildJob.command(arguments);
    builder.environment().putAll(environment);
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
    return builder.start();
  }

  private static String log(Path directory) throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  @Test
  void help_showsAnExample(@TempDir Path directory) throws Exception {
    Process process = start(directory, Map.of(), "--help");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(log(directory)).contains("Usage: slate stream", "Example:", "--instance");
  }

  @Test
  void badConfiguration_isNamed_andEndsWith2(@TempDir Path directory) throws Exception {
    Process process = start(directory, Map.of("SLATE_KAFKA_PARTITIONS", "none"));
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(log(directory)).contains("slate.kafka.partitions: none (expected: a whole number");
  }

  @Test
  void sigterm_withoutAnyServer_endsCleanlyWithin5Seconds(@TempDir Path directory)
      throws Exception {
    Process process =
        start(
            directory,
            Map.of(
                "SLATE_KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:1",
                "SLATE_REDIS_URI",
                "redis://127.0.0.1:1"));
    await().atMost(Duration.ofSeconds(40)).until(() -> log(directory).contains("NetworkClient"));
    long begin = System.nanoTime();
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
  }
}
