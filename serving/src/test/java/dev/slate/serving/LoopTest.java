package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.streaming.StreamJob;
import dev.slate.training.model.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a click to another slate, through the real broker, the stream job and Redis. */
class LoopTest {
  private static final Duration LIVE = Duration.ofSeconds(1);

  private static SlateServer server;
  private static StreamJob stream;
  private static Api api;

  @BeforeAll
  static void start(@TempDir Path home) {
    PlantedWorld.announce();
    ModelRegistry registry = new ModelRegistry(home.resolve("registry"));
    registry.publish(PlantedWorld.model("2026-11-20-1", 1));
    registry.promote("2026-11-20-1");
    stream = new StreamJob(Platform.config(home, Map.of()), null);
    stream.start();
    server =
        new SlateServer(
            // Generous: this test is about what is answered; the machine may be busy.
            Platform.config(home, Map.of("SLATE_SERVING_BUDGET_MS", "2000")), Clock.systemUTC());
    api = new Api(server.start());
    await().until(() -> api.get("/health/ready").body().path("rung").asText().equals("full"));
    warmTheStream();
  }

  /** The first poll of a group waits for its assignment. */
  private static void warmTheStream() {
    String user = "warm-" + UUID.randomUUID();
    click(user, PlantedWorld.id(0, 0));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !explain(user).path("trace").path("history").isEmpty());
  }

  @AfterAll
  static void stop() {
    stream.close();
    server.close();
  }

  @Test
  void threeClicks_ofAUserWithoutHistory_changeTheNextSlateWithinASecond() {
    String user = "loop-" + UUID.randomUUID();
    JsonNode before = explain(user);
    assertThat(before.path("trace").path("history")).isEmpty();
    assertThat(before.path("items")).hasSize(10);

    for (int i = 0; i < 3; i++) {
      assertThat(click(user, PlantedWorld.id(4, i)).status()).isEqualTo(202);
    }
    long clicked = System.nanoTime();
    JsonNode after =
        await()
            .pollInterval(Duration.ofMillis(10))
            .pollDelay(Duration.ZERO)
            .until(() -> explain(user), slate -> slate.path("trace").path("history").size() == 3);
    Duration took = Duration.ofNanos(System.nanoTime() - clicked);
    System.out.println("bar 3: slate changed " + took.toMillis() + " ms after the third click");

    assertThat(took).isLessThan(LIVE);
    assertThat(ids(after)).isNotEqualTo(ids(before));
    assertThat(after.path("items").path(0).path("categories").path(0).asText())
        .isEqualTo(PlantedWorld.category(4));
    assertThat(inCategory(after, 4)).isGreaterThan(inCategory(before, 4)).isGreaterThanOrEqualTo(7);
    assertThat(after.path("rung").asText()).isEqualTo("full");
    assertThat(after.path("model").asText()).isEqualTo("2026-11-20-1");
    assertThat(after.path("trace").path("history").findValuesAsText("itemId"))
        .containsExactly(PlantedWorld.id(4, 2), PlantedWorld.id(4, 1), PlantedWorld.id(4, 0));
    after
        .path("trace")
        .path("history")
        .forEach(item -> assertThat(item.path("ageMs").asLong()).isBetween(0L, 60_000L));
    assertThat(ids(after))
        .doesNotContain(PlantedWorld.id(4, 0), PlantedWorld.id(4, 1), PlantedWorld.id(4, 2));
    assertThat(after.path("trace").path("removed").findValuesAsText("reason"))
        .filteredOn(reason -> reason.startsWith("clicked "))
        .hasSize(3);
    assertThat(after.path("trace").path("sources").findValuesAsText("name"))
        .containsExactly("two-tower", "als", "item-to-item", "trending", "new", "popular");
  }

  @Test
  void freshness_afterAnEvent_showsItsAgeAndNoLag() {
    click("fresh-" + UUID.randomUUID(), PlantedWorld.id(1, 1));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              JsonNode report = api.get("/v1/freshness").body();
              assertThat(report.path("streamLag").asLong(-1)).isZero();
              JsonNode users = report.path("views").path(0);
              assertThat(users.path("view").asText()).isEqualTo("user_activity");
              assertThat(users.path("state").asText()).isEqualTo("fresh");
              assertThat(users.path("ageMs").asLong()).isBetween(0L, 30_000L);
              assertThat(report.path("views").path(2).path("state").asText()).isEqualTo("empty");
            });
  }

  @Test
  void recommend_anonymousSession_followsItsItems() {
    JsonNode slate =
        api.post(
                "/v1/recommendations",
                "{\"items\":[\"" + PlantedWorld.id(2, 3) + "\"],\"count\":5}")
            .body();
    assertThat(slate.path("userId").isNull()).isTrue();
    assertThat(inCategory(slate, 2)).isGreaterThanOrEqualTo(4);
    assertThat(ids(slate)).doesNotContain(PlantedWorld.id(2, 3));
  }

  @Test
  void similar_knownItem_givesItsNeighboursFirst() {
    JsonNode similar = api.get("/v1/items/" + PlantedWorld.id(3, 0) + "/similar?count=8").body();
    assertThat(similar.path("items").findValuesAsText("id"))
        .hasSize(8)
        .startsWith(PlantedWorld.id(3, 1), PlantedWorld.id(3, 2))
        .doesNotContain(PlantedWorld.id(3, 0))
        .allMatch(id -> id.startsWith("p3-"));
  }

  @Test
  void putItem_isRecommendableAndGoneAgain_withinSeconds() {
    String id = "late-" + UUID.randomUUID();
    String json =
        "{\"itemId\":\"%s\",\"title\":\"New\",\"categories\":[\"%s\"],\"createdMs\":%d,\"available\":%s}";
    long now = System.currentTimeMillis();
    api.put("/v1/items/" + id, json.formatted(id, PlantedWorld.category(5), now, true));
    String body = "{\"items\":[\"" + PlantedWorld.id(5, 0) + "\"],\"count\":40}";
    // The model has never seen it: the item tower places it by its category.
    await()
        .until(
            () -> api.post("/v1/recommendations", body).body(),
            slate -> sourcesOf(slate, id).contains("two-tower"));
    api.put("/v1/items/" + id, json.formatted(id, PlantedWorld.category(5), now, false));
    await().until(() -> !ids(api.post("/v1/recommendations", body).body()).contains(id));
  }

  private static Api.Answer click(String user, String item) {
    return api.post(
        "/v1/events",
        "{\"type\":\"click\",\"userId\":\"" + user + "\",\"itemId\":\"" + item + "\"}");
  }

  private static JsonNode explain(String user) {
    return api.get("/v1/recommendations/" + user + "?count=10&explain=true").body();
  }

  private static List<String> ids(JsonNode slate) {
    List<String> ids = new ArrayList<>();
    slate.path("items").forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  private static List<String> sourcesOf(JsonNode slate, String id) {
    List<String> sources = new ArrayList<>();
    for (JsonNode item : slate.path("items")) {
      if (item.path("id").asText().equals(id)) {
        item.path("sources").forEach(source -> sources.add(source.asText()));
      }
    }
    return sources;
  }

  /** By what the items say: other tests put items of these categories into the same world. */
  private static long inCategory(JsonNode slate, int c) {
    return slate.path("items").findValues("categories").stream()
        .filter(categories -> categories.toString().contains(PlantedWorld.category(c)))
        .count();
  }
}
