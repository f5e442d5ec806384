package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.streaming.StreamJob;
import dev.slate.serving.Api.Answer;
import dev.slate.serving.context.PageCursor;
import dev.slate.training.model.registry.ModelRegistry;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request may ask for, and how the catalogue is read and changed, through a real server. */
class ControlTest {
  private static SlateServer server;
  private static StreamJob stream;
  private static Api api;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException {
    Files.writeString(
        home.resolve("none.conf"),
        """
        slate.serving.surfaces {
          short { count = 4, filter = "category != 'planted-0'" }
        }
        """);
    PlantedWorld.announce();
    ModelRegistry registry = new ModelRegistry(home.resolve("registry"));
    registry.publish(PlantedWorld.model("2026-11-20-1", 1));
    registry.promote("2026-11-20-1");
    stream = new StreamJob(Platform.config(home, Map.of()), null);
    stream.start();
    server =
        new SlateServer(
            Platform.config(home, Map.of("SLATE_SERVING_BUDGET_MS", "2000")), Clock.systemUTC());
    api = new Api(server.start());
    await().until(() -> api.get("/health/ready").body().path("rung").asText().equals("full"));
  }

  @AfterAll
  static void stop() {
    stream.close();
    server.close();
  }

  @Test
  void recommend_include_givesOnlyThoseAndAllOfThem() {
    JsonNode slate = api.get("/v1/recommendations/u?include=p0-1,p3-2,p5-9,nothing").body();
    assertThat(ids(slate)).containsExactlyInAnyOrder("p0-1", "p3-2", "p5-9");
    assertThat(slate.path("rung").asText()).isEqualTo("full");
    assertThat(slate.path("cursor").isNull()).isTrue();
  }

  @Test
  void recommend_filter_holdsAndTheTraceSaysSo() {
    JsonNode slate =
        api.get("/v1/recommendations/u?count=60&filter=" + part("category in (\"planted-1\")"))
            .body();
    // Other tests have put items of that category into the catalogue, too.
    assertThat(planted(slate)).hasSize(PlantedWorld.PER_CATEGORY);
    slate
        .path("items")
        .forEach(item -> assertThat(item.path("categories").toString()).contains("planted-1"));
    JsonNode none = api.get("/v1/recommendations/u?filter=" + part("colour = 'red'")).body();
    assertThat(ids(none)).isEmpty();
  }

  @Test
  void recommend_surface_hasItsOwnCountAndFilter() {
    JsonNode slate = api.get("/v1/recommendations/u?surface=short").body();
    assertThat(ids(slate)).hasSize(4).noneMatch(id -> id.startsWith("p0-"));
    JsonNode both =
        api.get(
                "/v1/recommendations/u?surface=short&count=50&filter="
                    + part("id in ('p0-1','p1-1')"))
            .body();
    assertThat(ids(both)).containsExactly("p1-1");
  }

  @Test
  void recommend_servedFilterOn_doesNotRepeatWhatWasShown() {
    String experiment =
        "{\"layer\":\"served\",\"status\":\"running\",\"coverage\":0,\"forced\":{\"again\":\"on\"},"
            + "\"variants\":[{\"key\":\"off\",\"weight\":0.5},{\"key\":\"on\",\"weight\":0.5,"
            + "\"parameters\":{\"filter.served.seconds\":600}}]}";
    assertThat(api.put("/v1/experiments/served", experiment).status()).isLessThan(300);
    String path = "/v1/recommendations/again?explain=true&count=5";
    await().until(() -> api.get(path).body().path("experiments").has("served"));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        api.get(path)
                            .body()
                            .path("trace")
                            .path("removed")
                            .findValuesAsText("filter"))
                    .contains("served"));
    assertThat(api.post("/v1/experiments/served/stop", "").status()).isEqualTo(200);
  }

  @Test
  void recommend_cursor_givesDisjointPagesToTheEnd() {
    Set<String> shown = new TreeSet<>();
    String filter = "&filter=" + part("category = 'planted-1' or category = 'planted-2'");
    String path = "/v1/recommendations/pager?count=15" + filter;
    String next = "";
    int page = 0;
    do {
      JsonNode slate = api.get(path + next).body();
      ids(slate).forEach(id -> assertThat(shown.add(id)).as("%s again", id).isTrue());
      next = slate.path("cursor").isNull() ? "" : "&cursor=" + slate.path("cursor").asText();
    } while (!next.isEmpty() && ++page < 10);
    assertThat(next).isEmpty();
    assertThat(shown).filteredOn(id -> id.startsWith("p")).hasSize(50);
  }

  /** Without what other tests added to the catalogue. */
  private static List<String> planted(JsonNode slate) {
    return ids(slate).stream().filter(id -> id.startsWith("p")).toList();
  }

  @Test
  void recommend_badCursor_isAProblem() {
    String cursor = api.get("/v1/recommendations/me?count=3").body().path("cursor").asText();
    assertProblem(api.get("/v1/recommendations/you?cursor=" + cursor), 400, "cursor", "another");
    assertProblem(api.get("/v1/recommendations/me?cursor=AAAA"), 400, "cursor", "first page");
    PageCursor mine = PageCursor.decode(cursor);
    long before = System.currentTimeMillis() - Duration.ofHours(2).toMillis();
    String old = new PageCursor(before, mine.request(), mine.earlier()).encode();
    assertProblem(api.get("/v1/recommendations/me?cursor=" + old), 410, "cursor", "begin again");
  }

  @Test
  void recommend_currentItem_isNotShownButWhatIsLikeIt() {
    JsonNode slate =
        api.post(
                "/v1/recommendations",
                "{\"count\":10,\"explain\":true,\"context\":{\"currentItem\":\"p2-0\",\"device\":\"phone\",\"timeZone\":\"Europe/Berlin\",\"localTime\":\"2026-11-20T18:00:00+01:00\"}}")
            .body();
    assertThat(ids(slate)).doesNotContain("p2-0").contains("p2-1");
    assertThat(slate.path("trace").path("sources").findValuesAsText("name"))
        .contains("current-item");
  }

  @Test
  void recommend_severalUsers_answersEachInOrder() {
    JsonNode slates =
        api.post("/v1/recommendations", "{\"users\":[\"b\",\"\",\"a\"],\"count\":3}")
            .body()
            .path("slates");
    assertThat(slates.findValuesAsText("rung")).hasSize(2);
    assertThat(slates.path(0).path("slate").path("userId").asText()).isEqualTo("b");
    assertThat(slates.path(1).path("problem").path("status").asInt()).isEqualTo(400);
    assertThat(ids(slates.path(2).path("slate"))).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"users":[]}                               | users       | 1 to 50
          {"users":["a",7]}                          | users       | array of ids
          {"users":["a"],"userId":"b"}               | userId      | one of them
          {"users":["a"],"cursor":"x"}               | cursor      | one of them
          {"users":["a"],"explain":true}             | explain     | one of them
          {"include":[]}                             | include     | 1 to 500
          {"filter":"year >"}                        | filter      | character
          {"filter":7}                               | filter      | quotes
          {"context":{"timeZone":"Mars/North"}}      | timeZone    | Europe/Berlin
          {"context":{"localTime":"noon"}}           | localTime   | 2026
          {"context":{"hour":7}}                     | hour        | currentItem
          {"context":7}                              | body        | object
          """)
  void postRecommendations_badField_namesIt(String body, String field, String hint) {
    assertProblem(api.post("/v1/recommendations", body), 400, field, hint);
  }

  @Test
  void lists_takeScopeAndExclude() {
    for (String list : List.of("popular", "new", "p0-0/similar")) {
      JsonNode items =
          api.get("/v1/items/" + list + "?count=5&exclude=p4-1&category=planted-4").body();
      List<String> ids = new ArrayList<>(items.path("items").findValuesAsText("itemId"));
      ids.addAll(items.path("items").findValuesAsText("id"));
      assertThat(ids).as(list).allMatch(id -> id.startsWith("p4-")).doesNotContain("p4-1");
      assertThat(ids).as(list).hasSize(5);
    }
    JsonNode newest =
        api.get("/v1/items/new?count=1&filter=" + part("category='planted-3'")).body();
    assertThat(newest.path("items").findValuesAsText("itemId")).containsExactly("p3-24");
    assertThat(api.get("/v1/items/trending?filter=" + part("id = 'x'")).body().path("items"))
        .isEmpty();
    assertProblem(api.get("/v1/items/popular?filter=)"), 400, "filter", "a field");
  }

  @Test
  void becauseAndScores_followTheHistory() {
    String user = "because-" + UUID.randomUUID();
    for (String item : List.of("p4-0", "p1-0")) {
      String event = "{\"type\":\"click\",\"userId\":\"" + user + "\",\"itemId\":\"" + item + "\"}";
      assertThat(api.post("/v1/events", event).status()).isEqualTo(202);
    }
    String path = "/v1/recommendations/" + user + "/because/p4-1";
    JsonNode because =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> api.get(path).body(), answer -> answer.path("because").size() == 2);
    JsonNode first = because.path("because").path(0);
    assertThat(first.path("itemId").asText()).isEqualTo("p4-0");
    assertThat(first.path("share").asDouble()).isGreaterThan(0.8);
    assertThat(first.path("contribution").path("itemToItem").floatValue())
        .isEqualTo(because.path("scores").path("itemToItem").floatValue())
        .isPositive();
    assertThat(because.path("because").path(1).path("share").asDouble()).isLessThan(0.2);

    JsonNode scores =
        api.post(
                "/v1/scores",
                "{\"userId\":\"" + user + "\",\"items\":[\"p0-1\",\"p4-0\",\"p4-9\",\"no\"]}")
            .body();
    assertThat(scores.path("rung").asText()).isEqualTo("full");
    assertThat(scores.path("scores").findValuesAsText("id"))
        .hasSize(3)
        .endsWith("p0-1")
        .contains("p4-0");
    assertThat(scores.path("unknown").path(0).asText()).isEqualTo("no");
    assertProblem(api.post("/v1/scores", "{\"userId\":\"u\"}"), 400, "items", "1 to 500");
    assertProblem(api.get(path.replace("p4-1", "no")), 404, "itemId", "PUT");
  }

  @Test
  void items_putPatchDelete_areSeenAtOnce() {
    String id = "control-" + UUID.randomUUID();
    String path = "/v1/items/" + id;
    api.put(
        path, "{\"itemId\":\"" + id + "\",\"categories\":[\"c\"],\"attributes\":{\"a\":\"1\"}}");
    assertThat(api.get(path).body().path("attributes").path("a").asText()).isEqualTo("1");

    Answer patched = patch(path, "{\"title\":\"T\",\"attributes\":{\"a\":null,\"b\":\"2\"}}");
    assertThat(patched.status()).isEqualTo(202);
    assertThat(api.get(path).body().toString())
        .isEqualTo(
            "{\"itemId\":\""
                + id
                + "\",\"title\":\"T\",\"categories\":[\"c\"],\"createdMs\":0,"
                + "\"available\":true,\"attributes\":{\"b\":\"2\"}}");
    assertProblem(patch(path, "{\"itemId\":\"x\"}"), 400, "itemId", "same id");
    assertProblem(patch(path, "{\"available\":\"no\"}"), 400, "available", "true or false");
    assertProblem(patch(path, "[]"), 400, "body", "merge patch");
    assertProblem(patch("/v1/items/unheard-of", "{}"), 404, "id", "PUT /v1/items");

    String mine = "/v1/recommendations/u?count=500&category=c";
    await().until(() -> ids(api.get(mine).body()).contains(id));
    assertThat(api.delete(path).status()).isEqualTo(202);
    assertThat(ids(api.get(mine).body())).doesNotContain(id);
    assertProblem(api.get(path), 404, "id", "PUT /v1/items");
    assertProblem(api.delete(path), 404, "id", "PUT /v1/items");
  }

  @Test
  void items_lifeDates_areAppliedOnTime() {
    String mine = "/v1/recommendations/u?count=500&category=life";
    String ahead =
        "{\"itemId\":\"life-1\",\"categories\":[\"life\"],\"availableFrom\":\"2999-01-01\"}";
    String over = "{\"itemId\":\"life-2\",\"categories\":[\"life\"],\"expires\":\"2001-01-01\"}";
    String soon =
        "{\"itemId\":\"life-3\",\"categories\":[\"life\"],\"expires\":"
            + (System.currentTimeMillis() + 1_500)
            + "}";
    assertThat(api.post("/v1/items", "[" + ahead + "," + over + "," + soon + "]").status())
        .isEqualTo(202);
    assertThat(patch("/v1/items/life-1", "{\"availableFrom\":null}").status()).isEqualTo(202);
    await().until(() -> ids(api.get(mine).body()).contains("life-1"));
    assertThat(ids(api.get(mine).body())).doesNotContain("life-2");
    await().until(() -> ids(api.get(mine).body()).equals(List.of("life-1")));
    assertThat(api.get("/v1/items/popular?category=life").body().path("items")).hasSize(1);
  }

  @Test
  void bulk_mixed_writesTheGoodAndListsTheBad() {
    Answer items =
        api.post(
            "/v1/items",
            "{\"itemId\":\"bulk-1\",\"categories\":[\"bulk\"]}\n{\"itemId\":7}\n"
                + "{\"itemId\":\"bulk-2\",\"title\":\"B\",\"categories\":[\"bulk\"]}");
    assertThat(items.status()).isEqualTo(207);
    assertThat(items.body().path("accepted").asInt()).isEqualTo(2);
    assertThat(items.body().path("errors").path(0).path("index").asInt()).isEqualTo(1);
    assertThat(items.body().path("errors").path(0).path("field").asText()).isEqualTo("itemId");
    assertThat(api.get("/v1/items/bulk-2").body().path("title").asText()).isEqualTo("B");
    assertProblem(api.post("/v1/items", "[{\"itemId\":1}]"), 400, "itemId", "string");
    assertProblem(api.post("/v1/items", "[]"), 400, "body", "no item");

    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      JsonNode page =
          api.get("/v1/items?count=1&filter=" + part("category = 'bulk'") + next).body();
      seen.addAll(page.path("items").findValuesAsText("itemId"));
      next = page.path("cursor").isNull() ? "" : "&cursor=" + page.path("cursor").asText();
    } while (!next.isEmpty());
    assertThat(seen).containsExactly("bulk-1", "bulk-2");
    assertProblem(api.get("/v1/items?cursor=%21"), 400, "cursor", "as it came");
  }

  @Test
  void users_areReadAndChangedAndErased() {
    assertProblem(api.get("/v1/users/ann"), 404, "id", "PUT /v1/users");
    assertThat(api.put("/v1/users/ann", "{\"userId\":\"ann\"}").status()).isEqualTo(202);
    assertThat(
            api.put("/v1/users/ann", "{\"attributes\":{\"plan\":\"free\"}}").body().path("userId"))
        .hasToString("\"ann\"");
    assertThat(patch("/v1/users/ann", "{\"attributes\":{\"plan\":\"big\"}}").status())
        .isEqualTo(202);
    assertThat(api.get("/v1/users/ann").body().path("attributes").path("plan").asText())
        .isEqualTo("big");
    assertThat(api.post("/v1/users", "{\"userId\":\"bob\"}\n{\"userId\":\"cid\"}").status())
        .isEqualTo(202);
    JsonNode page = api.get("/v1/users?count=2").body();
    assertThat(page.path("users").findValuesAsText("userId")).contains("ann").hasSize(2);
    assertThat(page.path("cursor").isNull()).isFalse();
    assertThat(api.delete("/v1/users/ann").status()).isEqualTo(202);
    await().until(() -> api.get("/v1/users/ann").status() == 404);
  }

  private static Answer patch(String path, String body) {
    return api.send(
        HttpRequest.newBuilder(api.uri(path))
            .header("content-type", "application/merge-patch+json")
            .method("PATCH", BodyPublishers.ofString(body)));
  }

  private static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> ids(JsonNode slate) {
    return slate.path("items").findValuesAsText("id");
  }

  private static void assertProblem(Answer answer, int status, String field, String hint) {
    JsonNode problem = answer.body();
    assertThat(answer.status()).as("%s", problem).isEqualTo(status);
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("detail").asText() + " " + problem.path("fix").asText()).contains(hint);
  }
}
