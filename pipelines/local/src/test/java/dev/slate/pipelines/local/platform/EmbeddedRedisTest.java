package dev.slate.pipelines.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {
  @Test
  void start_again_keepsWhatWasWritten(@TempDir Path directory) throws IOException {
    long pid;
    try (EmbeddedRedis redis = EmbeddedRedis.start(directory)) {
      pid = redis.pid();
      assertThat(ask(redis.port(), "SET k 41")).startsWith("+OK");
    }
    assertThat(ProcessHandle.of(pid)).isEmpty();
    try (EmbeddedRedis redis = EmbeddedRedis.start(directory)) {
      assertThat(ask(redis.port(), "INCR k")).startsWith(":42");
    }
  }

  @Test
  void start_afterKilledParent_leavesNoOrphan(@TempDir Path directory) throws Exception {
    Process parent =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                directory.toString())
            .start();
    long redis = Long.parseLong(parent.inputReader().readLine());
    assertThat(ProcessHandle.of(redis)).isPresent();
    parent.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> ProcessHandle.of(redis).isEmpty());
  }

  @Test
  void start_withOrphanInPidFile_stopsIt(@TempDir Path directory) throws Exception {
    try (EmbeddedRedis first = EmbeddedRedis.start(directory)) {
      long orphan = first.pid();
      try (EmbeddedRedis second = EmbeddedRedis.start(directory)) {
        assertThat(ProcessHandle.of(orphan)).isEmpty();
        assertThat(ask(second.port(), "PING")).startsWith("+PONG");
      }
    }
  }

  @Test
  void start_portTaken_saysWhy(@TempDir Path directory) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedRedis.start(directory, taken.getLocalPort()))
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("in use");
    }
  }

  private static String ask(int port, String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[64];
      int length = socket.getInputStream().read(answer);
      return new String(answer, 0, length, StandardCharsets.US_ASCII);
    }
  }

  /** Starts Redis, says its process id and waits to be killed. */
  static final class Holder {
    public static void main(String[] args) throws InterruptedException {
      EmbeddedRedis redis = EmbeddedRedis.start(Path.of(args[0]));
      System.out.println(redis.pid());
      Thread.currentThread().join();
    }
  }
}
