package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.training.model.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces over HTTP: which requests are logged, what is kept of them, and their replays. */
class TraceApiTest {
  private static SlateServer server;
  private static Api api;

  @BeforeAll
  static void start(@TempDir Path home) {
    PlantedWorld.announce();
    ModelRegistry registry = new ModelRegistry(home.resolve("registry"));
    registry.publish(PlantedWorld.model("2026-11-20-1", 1));
    registry.publish(PlantedWorld.model("2026-11-21-1", 9));
    registry.promote("2026-11-20-1");
    server =
        new SlateServer(
            Platform.config(
                home,
                Map.of(
                    "SLATE_SERVING_BUDGET_MS", "5000", "SLATE_TRACES_USERS", "trace-configured")),
            Clock.systemUTC());
    api = new Api(server.start());
    await().until(() -> api.get("/health/ready").body().path("rung").asText().equals("full"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode recommend(String user, String more) {
    return api.get("/v1/recommendations/" + user + "?count=5" + more).body();
  }

  private static String someUser() {
    return "trace-" + UUID.randomUUID();
  }

  private static JsonNode logged(JsonNode slate) {
    String path = "/v1/traces/" + slate.path("requestId").asText();
    return await().until(() -> api.get(path), answer -> answer.status() == 200).body();
  }

  @Test
  void one_requestThatAskedForItsTrace_hasTheSameItemsAndTrace() {
    JsonNode slate = recommend(someUser(), "&explain=true");
    JsonNode trace = logged(slate);
    assertThat(trace.path("cause").asText()).isEqualTo("explained");
    assertThat(trace.path("items").findValuesAsText("id"))
        .isEqualTo(slate.path("items").findValuesAsText("id"));
    assertThat(trace.path("trace").path("sources").size())
        .isEqualTo(slate.path("trace").path("sources").size());
    assertThat(slate.path("trace").path("parameters").path("rerank.mmr.lambda").asDouble())
        .isEqualTo(0.9);
    assertThat(slate.path("trace").path("budgetMicros").asLong()).isEqualTo(5_000_000);
  }

  @Test
  void newest_usersThatAreAlwaysTraced_areLoggedAndNobodyElse() {
    String user = someUser();
    JsonNode before = recommend(user, "");
    assertThat(api.put("/v1/traces/users/" + user, "{}").status()).isEqualTo(200);
    await().until(() -> api.get("/v1/traces/users").body().path("users").toString().contains(user));
    logged(recommend(user, ""));
    logged(recommend("trace-configured", ""));
    JsonNode list = api.get("/v1/traces?user=" + user).body().path("traces");
    assertThat(list).hasSize(1);
    assertThat(list.get(0).path("cause").asText()).isEqualTo("user");
    assertThat(api.get("/v1/traces/" + before.path("requestId").asText()).status()).isEqualTo(404);

    assertThat(api.delete("/v1/traces/users/" + user).status()).isEqualTo(200);
    await()
        .until(() -> !api.get("/v1/traces/users").body().path("users").toString().contains(user));
  }

  @Test
  void rate_setByAnExperiment_logsTheRequestsOfItsUsersOnly() {
    String key = "trace-rate";
    String user = someUser();
    String experiment =
        "{\"layer\":\"tracing\",\"status\":\"running\",\"hashVersion\":2,\"seed\":\"s\","
            + "\"coverage\":1,\"variants\":[{\"key\":\"off\",\"weight\":1,\"parameters\":{}},"
            + "{\"key\":\"on\",\"weight\":0,\"parameters\":{\"trace.rate\":1.0}}],"
            + "\"forced\":{\""
            + user
            + "\":\"on\"}}";
    assertThat(api.put("/v1/experiments/" + key, experiment).status()).isEqualTo(200);
    await().until(() -> recommend(user, "").path("experiments").path(key).asText().equals("on"));
    assertThat(logged(recommend(user, "")).path("cause").asText()).isEqualTo("sampled");
    JsonNode other = recommend(someUser(), "");
    logged(recommend(user, ""));
    assertThat(api.get("/v1/traces/" + other.path("requestId").asText()).status()).isEqualTo(404);

    // Through the other variant: what the served one sets is back at its default.
    String id = recommend(user, "").path("requestId").asText();
    await().until(() -> api.get("/v1/traces/" + id).status() == 200);
    JsonNode replay = replay(id, "{\"variant\":{\"trace-rate\":\"off\"}}").body();
    assertThat(replay.path("replayed").path("experiments").path(key).asText()).isEqualTo("off");
    assertThat(replay.path("replayed").path("parameters").path("trace.rate").asDouble()).isZero();
    assertThat(replay.path("same").asBoolean()).isTrue();
    api.post("/v1/experiments/" + key + "/stop", "");
  }

  private static Api.Answer replay(String requestId, String body) {
    return api.post("/v1/traces/" + requestId + "/replay", body);
  }

  @Test
  void replay_sameOrAnotherModelOrParameters_showsBothSlates() {
    JsonNode slate = recommend(someUser(), "&explain=true");
    logged(slate);
    String id = slate.path("requestId").asText();

    JsonNode same = replay(id, "{}").body();
    assertThat(same.path("same").asBoolean()).isTrue();
    assertThat(same.path("replayed")).isEqualTo(same.path("served"));
    assertThat(same.path("differences")).isEmpty();

    JsonNode other = replay(id, "{\"model\":\"2026-11-21-1\"}").body();
    assertThat(other.path("replayed").path("model").asText()).isEqualTo("2026-11-21-1");
    assertThat(other.path("served").path("model").asText()).isEqualTo("2026-11-20-1");

    JsonNode diverse =
        replay(id, "{\"parameters\":{\"rerank.max-sum.on\":false},\"whyNot\":[\"nothing\"]}")
            .body();
    assertThat(diverse.path("same").asBoolean()).isFalse();
    assertThat(diverse.path("differences")).isNotEmpty();
    assertThat(diverse.path("whyNot").get(0).path("outcome").asText()).isEqualTo("unknown");
  }

  @Test
  void replay_badRequests_areNamed() {
    JsonNode slate = recommend(someUser(), "&explain=true");
    logged(slate);
    String id = slate.path("requestId").asText();
    assertThat(replay("nothing", "{}").status()).isEqualTo(404);
    assertThat(replay(id, "{\"model\":\"../../etc\"}").status()).isEqualTo(404);
    assertThat(replay(id, "{\"model\":7}").status()).isEqualTo(400);
    assertThat(replay(id, "{\"variant\":{\"no-such\":\"a\"}}").body().path("field").asText())
        .isEqualTo("variant");
    assertThat(replay(id, "{\"parameters\":{\"rerank.mmr.lambda\":7}}").body().path("field"))
        .hasToString("\"parameters.rerank.mmr.lambda\"");
    assertThat(replay(id, "{\"parameters\":[]}").status()).isEqualTo(400);
    assertThat(api.get("/v1/traces?limit=0").status()).isEqualTo(400);
  }

  @Test
  void whyNot_itemsOfTheRequest_areAnswered() {
    String user = someUser();
    JsonNode slate = recommend(user, "&why-not=nowhere," + PlantedWorld.id(5, 1));
    assertThat(slate.path("whyNot")).hasSize(2);
    assertThat(slate.path("whyNot").get(0).path("outcome").asText()).isEqualTo("unknown");
    assertThat(slate.has("trace")).isFalse();
    JsonNode posted =
        api.post("/v1/recommendations", "{\"userId\":\"" + user + "\",\"whyNot\":[\"nowhere\"]}")
            .body();
    assertThat(posted.path("whyNot").get(0).path("words").asText()).contains("nowhere");
    StringBuilder many = new StringBuilder("&why-not=a");
    for (int i = 0; i < 20; i++) {
      many.append(",a").append(i);
    }
    assertThat(recommend(user, many.toString()).path("field").asText()).isEqualTo("why-not");
  }

  @Test
  void erase_user_dropsTheirTraces() {
    String user = someUser();
    JsonNode slate = recommend(user, "&explain=true");
    logged(slate);
    assertThat(api.delete("/v1/users/" + user).status()).isIn(200, 202);
    await()
        .until(
            () ->
                api.get("/v1/traces/" + slate.path("requestId").asText()).status() == 404
                    && api.get("/v1/traces?user=" + user).body().path("traces").isEmpty());
  }
}
