package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.serving.Api.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is sent, the answer names the problem and the fix, and the next request is answered. */
class BadInputTest {
  private static final String CLICK =
      "{\"type\":\"click\",\"userId\":\"bad-input\",\"itemId\":\"p0-0\"}";

  private static SlateServer server;
  private static Api api;

  @BeforeAll
  static void start(@TempDir Path home) {
    PlantedWorld.announce();
    server = new SlateServer(Platform.config(home, Map.of()), Clock.systemUTC());
    api = new Api(server.start());
    await().until(() -> api.get("/health/ready").status() == 200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/recommendations/u?count=-1       | 400 | count      | 1 to 500
          /v1/recommendations/u?count=501      | 400 | count      | 1 to 500
          /v1/recommendations/u?count=ten      | 400 | count      | 1 to 500
          /v1/recommendations/u?cuont=3        | 400 | cuont      | count
          /v1/recommendations/u?explain=yes    | 400 | explain    | true or false
          /v1/recommendations/u?exclude=,      | 400 | exclude    | 1 to 128
          /v1/recommendations/u?category=      | 400 | category   | 1 to 128
          /v1/recommendations/%C2%85           | 400 | userId     | control character
          /v1/items/unheard-of                 | 404 | id         | PUT /v1/items
          /v1/items/unheard-of/similar         | 404 | id         | PUT /v1/items
          /v1/features/unheard_of/u            | 404 | view       | user_activity
          /v1/freshness/history?minutes=1441   | 400 | minutes    | 1 to 1440
          /v1/runs/unheard-of                  | 404 | id         | /v1/runs
          """)
  void get_badParameter_namesItAndTheFix(String path, int status, String field, String hint) {
    assertProblem(api.get(path), status, field, hint);
  }

  @Test
  void get_userIdOfTenKilobytes_namesTheLimit() {
    assertProblem(
        api.get("/v1/recommendations/" + "u".repeat(10_240)), 400, "userId", "10240 bytes");
  }

  @Test
  void get_unknownRouteAndMethod_pointToTheDocs() {
    assertThat(api.get("/v1/nothing").status()).isEqualTo(404);
    Answer answer = api.put("/v1/freshness", "");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.body().path("fix").asText()).contains("/docs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"click"                                                             | event       | not valid JSON
          [{"type":"click"                                                            | body        | array of events
          {"type":"klick","userId":"u","itemId":"p0-0"}                               | type        | impression, click
          {"type":"click","itemId":"p0-0"}                                            | userId      | missing
          {"type":"click","userId":"u","itemId":"unheard-of"}                         | itemId      | not in the catalogue
          {"type":"rating","userId":"u","itemId":"p0-0","value":"five"}               | value       | JSON number
          {"type":"click","userId":"u","itemId":"p0-0","eventTimeMs":9999999999999}   | eventTimeMs | in the future
          {"type":"click","userId":"slate-canary-0","itemId":"p0-0"}                  | userId      | reserved for measuring
          {"v":99,"type":"click","userId":"u","itemId":"p0-0"}                        | v           | newer Slate
          7                                                                           | event       | not a JSON object
          []                                                                          | body        | no event
          """)
  void postEvents_malformed_namesFieldAndFix(String body, String field, String hint) {
    assertProblem(api.post("/v1/events", body), 400, field, hint);
  }

  @Test
  void postEvents_mixedBatch_acceptsTheGoodAndListsTheBad() {
    String lines = CLICK + "\n{\"type\":\"click\"}\n\n" + CLICK + "\n{nonsense\n";
    Answer answer = api.post("/v1/events", lines);
    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.body().path("accepted").asInt()).isEqualTo(2);
    assertThat(answer.body().path("rejected").asInt()).isEqualTo(2);
    assertThat(answer.body().path("errors").findValuesAsText("index")).containsExactly("1", "3");
    Answer array = api.post("/v1/events", "[" + CLICK + ", 7, {\"type\":\"click\"}]");
    assertThat(array.status()).isEqualTo(207);
    assertThat(array.body().path("errors").findValuesAsText("field"))
        .containsExactly("event", "userId");
  }

  @Test
  void postEvents_gzip_isTakenAndABombIsNot() throws IOException {
    assertThat(postGzip(("[" + CLICK + "]").getBytes(StandardCharsets.UTF_8)).status())
        .isEqualTo(202);
    assertProblem(postGzip(new byte[64 << 20]), 413, "body", "bytes");
  }

  private static Answer postGzip(byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    }
    return api.send(
        HttpRequest.newBuilder(api.uri("/v1/events"))
            .header("content-encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(out.toByteArray())));
  }

  @Test
  void post_tooLargeOrTooDeep_isRefused() {
    assertProblem(
        api.post("/v1/recommendations", "{\"surface\":\"" + "x".repeat(70_000) + "\"}"),
        413,
        "body",
        "65536");
    assertProblem(
        api.post("/v1/recommendations", "[".repeat(100) + "]".repeat(100)), 400, "body", "JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"user":"u"}                      | user    | userId
          {"userId":"u","items":["p0-0"]}   | items   | leave userId out
          {"items":"p0-0"}                  | items   | array of ids
          {"count":0}                       | count   | 1 to 500
          {"count":1.5}                     | count   | 1 to 500
          """)
  void postRecommendations_badField_namesIt(String body, String field, String hint) {
    assertProblem(api.post("/v1/recommendations", body), 400, field, hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"variants":[{"key":"a","weight":1}]}                                                                             | variants         | 2 to 20
          {"variants":[{"key":"a","weight":0.5},{"key":"a","weight":0.5}]}                                                  | variants.key     | each key once
          {"variants":[{"key":"a","weight":0.5},{"key":"b","weight":0.1}]}                                                  | variants.weight  | sum of 1
          {"coverage":2,"variants":[{"key":"a","weight":0.5},{"key":"b","weight":0.5}]}                                     | coverage         | 0 to 1
          {"status":"on","variants":[]}                                                                                     | status           | running or stopped
          {"variants":[{"key":"a","weight":0.5,"parameters":{"rank.modle":true}},{"key":"b","weight":0.5}]}                 | variants.parameters.rank.modle | rank.model
          {"variants":[{"key":"a","weight":0.5,"parameters":{"rerank.mmr.lambda":7}},{"key":"b","weight":0.5}]}             | variants.parameters.rerank.mmr.lambda | 0.0 to 1.0
          """)
  void putExperiment_invalid_namesField(String body, String field, String hint) {
    assertProblem(api.put("/v1/experiments/bad", body), 400, field, hint);
  }

  @Test
  void operate_unknownModelOrExperiment_isNotFound() {
    assertProblem(api.post("/v1/models/2020-01-01-1/promote", ""), 404, "version", "/v1/models");
    assertProblem(api.post("/v1/models/rollback", ""), 409, "previous", "promote");
    assertProblem(api.post("/v1/experiments/unheard-of/start", ""), 404, "key", "PUT");
    assertProblem(api.put("/v1/items/one", "{\"itemId\":\"two\"}"), 400, "itemId", "same id");
  }

  @Test
  void any_fromAnotherSitesPage_isRefused() {
    Answer answer =
        api.send(
            HttpRequest.newBuilder(api.uri("/v1/experiments/x/stop"))
                .header("origin", "http://evil.example")
                .POST(BodyPublishers.noBody()));
    assertProblem(answer, 403, "Origin", "own address");
  }

  private static void assertProblem(Answer answer, int status, String field, String hint) {
    JsonNode problem = answer.body();
    assertThat(answer.status()).as("%s", problem).isEqualTo(status);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asText()).startsWith("https://slate.dev/problems/");
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("fix").asText()).isNotBlank();
    assertThat(problem.path("detail").asText() + " " + problem.path("fix").asText()).contains(hint);
    assertThat(api.get("/v1/recommendations/u?count=3").body().path("items")).hasSize(3);
  }
}
