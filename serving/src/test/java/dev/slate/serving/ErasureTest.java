package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.online.RedisBatchWriter;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.pipelines.streaming.StreamJob;
import dev.slate.training.model.registry.ModelRegistry;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user who was there, and then never was. */
class ErasureTest {
  private static final FeatureCatalog FEATURES = FeatureCatalog.standard();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static StreamJob stream;
  private static SlateServer server;
  private static SlateServer replica;
  private static Api api;
  private static Api other;

  @BeforeAll
  static void start(@TempDir Path home) {
    PlantedWorld.announce();
    ModelRegistry registry = new ModelRegistry(home.resolve("registry"));
    registry.publish(PlantedWorld.model("2026-11-20-1", 1));
    registry.promote("2026-11-20-1");
    stream = stream(home);
    server = server(home);
    replica = server(home);
    api = new Api(server.start());
    other = new Api(replica.start());
    for (Api one : List.of(api, other)) {
      await().until(() -> one.get("/health/ready").body().path("rung").asText().equals("full"));
    }
  }

  private static StreamJob stream(Path home) {
    StreamJob job =
        new StreamJob(Platform.config(home, Map.of("SLATE_STREAM_METRICS_PORT", "0")), null);
    job.start();
    return job;
  }

  private static SlateServer server(Path home) {
    return new SlateServer(
        Platform.config(home, Map.of("SLATE_SERVING_BUDGET_MS", "2000")), Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    stream.close();
    server.close();
    replica.close();
  }

  @Test
  void erase_userOfEveryLayout_leavesNothingOnlineAndSaysWhatIsPending() {
    String user = "erased-" + UUID.randomUUID();
    clickAndMaterialise(user);

    Api.Answer begun = api.delete("/v1/users/" + user);

    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.body().toString()).doesNotContain(user);
    assertThat(state(begun.body(), "online rows")).isEqualTo("done");
    await().atMost(PATIENCE).until(() -> state(status(other, user), "online state").equals("done"));
    assertThat(keysOf(user)).isEmpty();
    assertThat(history(user)).isEmpty();
    JsonNode status = status(api, user);
    assertThat(status.path("complete").asBoolean(true)).isFalse();
    assertThat(state(status, "lake rows")).isEqualTo("pending");
    assertThat(state(status, "log")).isEqualTo("pending");
    assertThat(status.toString()).contains("retention.ms").doesNotContain(user);
  }

  @Test
  void erase_thenAnotherClick_keepsOnlyWhatCameSince() {
    String user = "back-" + UUID.randomUUID();
    clickAndMaterialise(user);
    api.delete("/v1/users/" + user);
    click(user, PlantedWorld.id(3, 3));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(history(user).findValuesAsText("itemId"))
                    .containsExactly(PlantedWorld.id(3, 3)));
    assertThat(state(status(api, user), "online state")).isEqualTo("done");
  }

  @Test
  void status_userNobodyErased_isNotFoundAndDoesNotRepeatTheId() {
    Api.Answer answer = api.get("/v1/users/nobody-erased-me/erasure");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body().toString()).doesNotContain("nobody-erased-me");
  }

  private static void clickAndMaterialise(String user) {
    for (int i = 0; i < 3; i++) {
      click(user, PlantedWorld.id(4, i));
    }
    await().atMost(PATIENCE).until(() -> history(user).size() == 3);
    long fingerprint = PackedRow.shortFingerprint(FEATURES.fingerprint());
    try (RedisBatchWriter writer =
        new RedisBatchWriter(Platform.redis(), FeastLayout.of("slate", FEATURES))) {
      int size = FEATURES.userLongterm().scalars().size();
      writer.write(
          FEATURES.userLongterm(),
          Map.of(
              user,
              new PackedRow(fingerprint, System.currentTimeMillis() - 60_000, new float[size])));
    }
    assertThat(keysOf(user)).as("state, packed row and Feast's hash").hasSize(3);
  }

  private static void click(String user, String item) {
    String json = "{\"type\":\"click\",\"userId\":\"%s\",\"itemId\":\"%s\"}";
    assertThat(api.post("/v1/events", json.formatted(user, item)).status()).isEqualTo(202);
  }

  private static JsonNode history(String user) {
    return api.get("/v1/recommendations/" + user + "?explain=true")
        .body()
        .path("trace")
        .path("history");
  }

  private static JsonNode status(Api from, String user) {
    return from.get("/v1/users/" + user + "/erasure").body();
  }

  private static String state(JsonNode status, String part) {
    for (JsonNode one : status.path("parts")) {
      if (one.path("name").asText().equals(part)) {
        return one.path("state").asText();
      }
    }
    return "missing";
  }

  /** Every key of Redis that has the id in it: Feast's keys too hold it as text. */
  private static List<String> keysOf(String user) {
    RedisClient client = RedisClient.create(Platform.redis());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return connection.sync().keys("*" + user + "*");
    } finally {
      client.shutdown();
    }
  }
}
