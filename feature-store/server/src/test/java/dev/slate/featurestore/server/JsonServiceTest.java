package dev.slate.featurestore.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.TestEvents;
import dev.slate.featurestore.feature.DerivedFeature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Feast's JSON over HTTP. */
class JsonServiceTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long NOW = TestEvents.BEGIN_MS + Duration.ofDays(3).toMillis();
  private static final FeatureCatalog STANDARD = FeatureCatalog.standard();
  private static final FeatureCatalog CATALOG =
      new FeatureCatalog(
          STANDARD.views(),
          Stream.concat(STANDARD.derived().stream(), Stream.of(new Share())).toList(),
          STANDARD.services());
  private static TestFeatureServer server;

  /** What a user spent of a budget that the request gives. */
  private record Share() implements DerivedFeature {
    @Override
    public String name() {
      return "share";
    }

    @Override
    public String description() {
      return "interactions of a budget";
    }

    @Override
    public String definition() {
      return "share";
    }

    @Override
    public List<String> inputs() {
      return List.of("user_longterm:interactions_90d", "request:budget");
    }

    @Override
    public float value(float[] inputs) {
      return inputs[0] / inputs[1];
    }
  }

  @BeforeAll
  static void start() {
    server = new TestFeatureServer(CATALOG, "", NOW);
    var events = TestEvents.ofOneUser(1, 50, Duration.ofDays(3).toMillis());
    var view = CATALOG.userActivity();
    server.put(view, "u1", TestEvents.fold(view, events), NOW - Duration.ofMinutes(5).toMillis());
    float[] values = new float[CATALOG.userLongterm().scalars().size()];
    values[0] = 8;
    values[1] = Float.NaN;
    server.put(CATALOG.userLongterm(), "u1", NOW - 1_234, values);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.port() + "/get-online-features"))
                .POST(BodyPublishers.ofString(body.replace('\'', '"')))
                .build(),
            BodyHandlers.ofString());
  }

  private static JsonNode ok(String body) throws Exception {
    HttpResponse<String> response = post(body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return MAPPER.readTree(response.body());
  }

  @Test
  void getOnlineFeatures_rows_asFeastsPythonServerShowsThem() throws Exception {
    JsonNode answer =
        ok(
            "{'features':['user_longterm:interactions_90d','user_longterm:purchases_90d'],"
                + "'entities':{'user_id':['u1','nobody']}}");
    String expected =
        ("{'metadata':{'feature_names':['user_id','interactions_90d','purchases_90d']},'results':["
                + "{'values':['u1','nobody'],'statuses':['PRESENT','PRESENT'],"
                + "'event_timestamps':['1970-01-01T00:00:00Z','1970-01-01T00:00:00Z']},"
                + "{'values':[8.0,null],'statuses':['PRESENT','NOT_FOUND'],"
                + "'event_timestamps':['2023-11-17T22:13:18.766Z','1970-01-01T00:00:00Z']},"
                + "{'values':[null,null],'statuses':['NULL_VALUE','NOT_FOUND'],"
                + "'event_timestamps':['2023-11-17T22:13:18.766Z','1970-01-01T00:00:00Z']}]}")
            .replace('\'', '"');
    assertThat(answer).isEqualTo(MAPPER.readTree(expected));
  }

  @Test
  void getOnlineFeatures_serviceAndFullNames_everyFeatureWithItsView() throws Exception {
    JsonNode answer =
        ok(
            "{'feature_service':'ranking','entities':{'user_id':['u1'],'item_id':[7]},"
                + "'full_feature_names':true}");
    JsonNode names = answer.path("metadata").path("feature_names");
    assertThat(names)
        .hasSize(CATALOG.service("ranking").orElseThrow().features().size() + 2)
        .extracting(JsonNode::asText)
        .contains("user_activity__interactions_1h", "item_longterm__interactions_90d");
  }

  @Test
  void getOnlineFeatures_derived_isComputedFromTheRequest() throws Exception {
    String body = "{'features':['derived:share'],'entities':{'user_id':['u1']}%s}";
    JsonNode answer = ok(String.format(body, ",'request_context':{'budget':[32]}"));
    assertThat(answer.path("results").path(1).path("values").path(0).asDouble()).isEqualTo(0.25);
    HttpResponse<String> without = post(String.format(body, ""));
    assertThat(without.statusCode()).isEqualTo(400);
    assertThat(without.body()).contains("no budget, which derived:share needs");
  }

  @Test
  void getOnlineFeatures_streamIsBehind_saysWhichFeaturesAndCounts() throws Exception {
    JsonNode answer =
        ok(
            "{'features':['user_activity:interactions_7d','user_activity:history'],"
                + "'entities':{'user_id':['u1']}}");
    assertThat(answer.path("metadata").path("degraded").path("user_activity:interactions_7d"))
        .hasToString("\"STREAM_BEHIND\"");
    assertThat(answer.path("results").path(2).path("values").path(0).size()).isGreaterThan(5);
    assertThat(server.metrics()).contains("slate_features_degraded_requests_total");
  }

  @Test
  void getOnlineFeatures_mistakes_nameFieldAndFix() throws Exception {
    HttpResponse<String> unknown =
        post("{'features':['user_longterm:x'],'entities':{'user_id':['u1']}}");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(unknown.body()).contains("\"field\":\"features\"", "use one of interactions_90d");
    for (String body :
        List.of(
            "",
            "[]",
            "{'features':[],'entities':{'user_id':['u1']}}",
            "{'features':['user_longterm:interactions_90d'],'entities':{}}",
            "{'features':['user_longterm:interactions_90d'],'entities':{'user_id':'u1'}}",
            "{'features':['user_longterm:interactions_90d'],'entities':{'user_id':[[1]]}}",
            "{'features':['user_longterm:interactions_90d'],'entities':{'user_id':[1],'b':[]}}",
            "{'features':['interactions_90d'],'entities':{'user_id':[1]}}",
            "{'feature_service':'none','entities':{'user_id':[1]}}")) {
      HttpResponse<String> response = post(body);
      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertThat(MAPPER.readTree(response.body()).path("fix").asText()).isNotEmpty();
    }
  }
}
