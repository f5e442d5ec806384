package dev.slate.pipelines.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.config.ConfigReader;
import dev.slate.pipelines.local.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressesTest {
  private final Path file;

  AddressesTest(@TempDir Path directory) {
    this.file = directory.resolve("slate.conf");
  }

  @Test
  void of_chosenPortTaken_namesPortKeyAndFix() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> addresses(Map.of("SLATE_HTTP_PORT", Integer.toString(port)), -1))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("slate.http.port: " + port);
      assertThatThrownBy(() -> addresses(Map.of(), port)).hasMessageContaining("--port: " + port);
      Files.writeString(file, "slate.redis.uri = \"redis://127.0.0.1:" + port + "\"");
      assertThatThrownBy(() -> addresses(Map.of(), 0))
          .hasMessageContaining("slate.redis.uri: " + port);
    }
  }

  @Test
  void of_defaultPortTaken_moves() throws IOException {
    try (ServerSocket taken = new ServerSocket()) {
      try {
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 6379));
      } catch (IOException e) {
        // Somebody else has it, which serves as well.
      }
      assertThat(addresses(Map.of(), 0).redis()).isNotEqualTo(6379).isPositive();
    }
  }

  @Test
  void of_otherHost_isRefused() {
    assertThatThrownBy(
            () -> addresses(Map.of("SLATE_KAFKA_BOOTSTRAP_SERVERS", "broker.example:9092"), 0))
        .hasMessageContaining("slate.kafka.bootstrap-servers: broker.example:9092");
  }

  private Addresses addresses(Map<String, String> environment, int port) {
    return Addresses.of(ConfigReader.read(file, environment), file, environment, port);
  }
}
