package dev.slate.pipelines.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
  void sigterm_underLoad_drainsAndTheNextGoesOnExactly(@TempDir Path directory) throws Exception {
    try (TestPlatform platform = new TestPlatform(directory.resolve("kafka"))) {
      platform.send(EventLog.of(5, 60_000, System.currentTimeMillis(), 86_400_000L));
      Process process = start(directory, platform.environment());
      await().atMost(Duration.ofSeconds(60)).until(() -> platform.committed(Route.USERS) > 0);
      String port =
          log(directory).replaceAll("(?s).*Metrics: http://127.0.0.1:(\\d+)/metrics.*", "$1");
      assertThat(scrape(port))
          .contains("slate_stream_records_total{topic=\"events\"}")
          .contains("slate_stream_partition_lag{partition=\"0\",topic=\"events\"}")
          .contains("slate_stream_dead_letters_total{reason=\"late\",topic=\"events\"} 0.0");
      long begin = System.nanoTime();
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
      assertThat(platform.committed(Route.ITEMS)).isLessThan(60_000);
      // It has left its groups: the next one need not wait for its session to end.
      try (StreamJob next = new StreamJob(platform.config(), null)) {
        next.start();
        platform.awaitDrained(Duration.ofSeconds(60));
        assertThat(next.stats(Route.USERS).fenced.sum()).isZero();
      }
      assertThat(platform.redis.dump("slate:*:s:*"))
          .containsExactlyEntriesOf(new LogOracle(platform).redis());
    }
  }

  private static String scrape(String port) throws Exception {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
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
