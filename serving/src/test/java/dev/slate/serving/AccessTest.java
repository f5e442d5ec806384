package dev.slate.serving;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.data.access.ApiKeys;
import dev.slate.data.access.KeyFile;
import dev.slate.data.access.Role;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.serving.Api.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keys do beside opening routes: they are limited, written down, and taken back. */
class AccessTest {
  private static final int BURST = 40;

  private static Path home;
  private static SlateServer server;
  private static TestKeys keys;
  private static Api api;
  private static Socket slow;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    home = directory;
    PlantedWorld.announce();
    keys = new TestKeys(home);
    server =
        new SlateServer(
            Platform.config(
                home,
                Map.of(
                    "SLATE_ACCESS_REQUESTS_PER_SECOND",
                    "1",
                    "SLATE_ACCESS_BURST",
                    Integer.toString(BURST))),
            Clock.systemUTC());
    int port = server.start();
    api = new Api(port);
    slow = new Socket("127.0.0.1", port);
    slow.setSoTimeout(15_000);
    slow.getOutputStream()
        .write(
            ("POST /v1/recommendations HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n"
                    + "X-Api-Key: "
                    + keys.of(Role.READ)
                    + "\r\n\r\n{")
                .getBytes(US_ASCII));
    await().until(() -> api.get("/health/ready").status() == 200);
  }

  @AfterAll
  static void stop() throws IOException {
    slow.close();
    server.close();
  }

  @Test
  void body_thatDoesNotArrive_isCutAfterFiveSeconds() throws IOException {
    byte[] start = slow.getInputStream().readNBytes(12);
    assertThat(new String(start, US_ASCII)).isEqualTo("HTTP/1.1 408");
  }

  @Test
  void key_thatAsksTooOften_isToldToWaitAndOthersAreNot() {
    int status = 200;
    for (int i = 0; i <= BURST + 20 && status != 429; i++) {
      status = call("GET", "/v1/models", Role.WRITE, "").status();
    }
    assertThat(status).isEqualTo(429);
    assertThat(call("GET", "/v1/models", Role.OPERATE, "").status()).isEqualTo(200);
    assertThat(api.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void change_byWhomAndHowItCameOut_isWrittenDown() {
    assertThat(call("DELETE", "/v1/users/some-person", Role.OPERATE, "").status()).isEqualTo(202);
    assertThat(call("POST", "/v1/experiments/unheard/stop", Role.OPERATE, "").status())
        .isEqualTo(404);
    assertThat(call("POST", "/v1/experiments/unheard/stop", Role.READ, "").status()).isEqualTo(403);
    // As often as the key may ask.
    await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(changes("operate")).hasSize(2));
    JsonNode stopped = changes("operate").get(0);
    assertThat(stopped.path("route").asText()).isEqualTo("POST /v1/experiments/{key}/stop");
    assertThat(stopped.path("target").asText()).isEqualTo("key=unheard");
    assertThat(stopped.path("status").asInt()).isEqualTo(404);
    JsonNode erased = changes("operate").get(1);
    assertThat(erased.path("status").asInt()).isEqualTo(202);
    assertThat(erased.path("target").asText()).startsWith("id=sha256:");
    assertThat(changes("read")).isEmpty();
    assertThat(call("GET", "/v1/audit/changes", Role.ADMIN, "").body().toString())
        .doesNotContain("some-person");
  }

  private static List<JsonNode> changes(String by) {
    List<JsonNode> found = new ArrayList<>();
    call("GET", "/v1/audit/changes?count=500", Role.ADMIN, "")
        .body()
        .path("changes")
        .forEach(
            change -> {
              if (change.path("by").asText().equals(by)
                  && change.toString().matches(".*(unheard|sha256).*")) {
                found.add(change);
              }
            });
    return found;
  }

  @Test
  void keys_revoked_openNothingAndNothingIsOpenWithoutKeys(@TempDir Path directory)
      throws IOException {
    TestKeys others = new TestKeys(directory);
    try (SlateServer other =
        new SlateServer(Platform.config(directory, Map.of()), Clock.systemUTC())) {
      Api revoked = new Api(other.start());
      HttpRequest.Builder asked =
          HttpRequest.newBuilder(revoked.uri("/v1/models"))
              .header("authorization", "bearer " + others.of(Role.READ));
      assertThat(revoked.send(asked).status()).isEqualTo(200);
      KeyFile.write(directory.resolve("keys.json"), new ApiKeys(List.of()));
      await().until(() -> revoked.send(asked).status() == 401);
      assertThat(revoked.get("/v1/models").status()).isEqualTo(401);
    }
  }

  @Test
  void start_addressThatOthersReachWithoutKeys_isRefused(@TempDir Path directory) {
    assertThatThrownBy(
            () ->
                new SlateServer(
                    Platform.config(directory, Map.of("SLATE_HTTP_HOST", "0.0.0.0")),
                    Clock.systemUTC()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll("0.0.0.0", "slate keys create");
  }

  private static Answer call(String method, String path, Role role, String body) {
    return api.send(
        HttpRequest.newBuilder(api.uri(path))
            .header("x-api-key", keys.of(role))
            .method(method, BodyPublishers.ofString(body)));
  }
}
