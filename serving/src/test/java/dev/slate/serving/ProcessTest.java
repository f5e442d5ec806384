package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code slate serve} as a process: how it starts, refuses to start, and stops. */
class ProcessTest {

  @Test
  void main_portInUse_namesPortKeyAndFix(@TempDir Path home) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Process process = start(home, Map.of("SLATE_HTTP_PORT", Integer.toString(port)));
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
      assertThat(said)
          .contains("slate.http.port: " + port)
          .contains("in use")
          .contains("SLATE_HTTP_PORT")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void main_addressThatOthersReachWithoutKeys_namesTheFix(@TempDir Path home) throws Exception {
    Process process = start(home, Map.of("SLATE_HTTP_HOST", "0.0.0.0"));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(said)
        .contains("slate.http.host: 0.0.0.0", "slate keys create NAME --role admin")
        .doesNotContain("\tat ");
  }

  @Test
  void main_withoutKafkaAndRedis_answersAndStopsCleanlyOnSigterm(@TempDir Path home)
      throws Exception {
    Process process =
        start(
            home,
            Map.of(
                "SLATE_HTTP_PORT", "0",
                "SLATE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "SLATE_REDIS_URI", "redis://127.0.0.1:1"));
    try {
      BufferedReader said =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      Api api = new Api(readyPort(said));
      Api.Answer slate = api.get("/v1/recommendations/anybody");
      assertThat(slate.status()).isEqualTo(200);
      assertThat(slate.body().path("rung").asText()).isEqualTo("popular");
      assertThat(api.delete("/v1/users/anybody").status()).isEqualTo(503);
      Api.Answer ready = api.get("/health/ready");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.body().path("reasons").toString()).contains("redis");
      long begin = System.nanoTime();
      // The handle's: the process's own closes what is still to be read.
      process.toHandle().destroy();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      System.out.println("stopped in " + took + " ms");
      assertThat(process.exitValue()).isZero();
      assertThat(took).isLessThan(5_000);
      // Who was asked for, and what opens the ledger, is in no log.
      assertThat(said.lines().toList()).noneMatch(line -> line.contains("anybody"));
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Path home, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-modules",
                    "jdk.incubator.vector",
                    "-XX:TieredStopAtLevel=1",
                    "-Djdk.serialFilter=!*",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.slate.serving.Main"))
            .directory(home.toFile())
            .redirectErrorStream(true);
    builder.environment().put("SLATE_HOME", home.toString());
    builder.environment().put("SLATE_FEATURES_PORT", "0");
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static int readyPort(BufferedReader reader) throws IOException {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("slate serve: ready at ")) {
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip());
      }
    }
    throw new AssertionError("the process ended before it was ready");
  }
}
