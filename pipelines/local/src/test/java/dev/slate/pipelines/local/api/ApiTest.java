package dev.slate.pipelines.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpServer;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.platform.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ApiTest {
  @Test
  void get_problemDocument_becomesItsDetailAndFix() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              "{\"title\":\"Bad\",\"detail\":\"count: -1 (expected: 1 to 500)\",\"fix\":\"ask for 10\"}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      Api api = new Api("http://127.0.0.1:" + server.getAddress().getPort());
      assertThatThrownBy(() -> api.get("/v1/recommendations/u1?count=-1"))
          .hasMessage("count: -1 (expected: 1 to 500)")
          .asInstanceOf(type(CommandFailure.class))
          .extracting(CommandFailure::fix)
          .isEqualTo("ask for 10");
      assertThat(api.answers("/")).isFalse();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void get_nobodyListens_saysHowToStart() {
    Api api = new Api("http://127.0.0.1:" + Ports.free());
    assertThatThrownBy(() -> api.get("/"))
        .hasMessageContaining("is not reachable")
        .asInstanceOf(type(CommandFailure.class))
        .extracting(CommandFailure::fix)
        .asString()
        .contains("slate up");
    assertThat(api.answers("/")).isFalse();
  }

  @Test
  void part_anyId_isOnePartOfAPath() {
    assertThat(Api.part("a/b c?d")).isEqualTo("a%2Fb%20c%3Fd");
  }
}
