package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API and the API are the same list; the pages around it are there. */
class OpenApiTest {

  @Test
  void openApi_hasExactlyTheRoutesThatAreBound(@TempDir Path home) throws Exception {
    try (SlateServer server = new SlateServer(Platform.config(home, Map.of()), Clock.systemUTC())) {
      int port = server.start();
      Set<String> described = new TreeSet<>();
      JsonNode paths = new Api(port).get("/openapi.json").body().get("paths");
      for (Map.Entry<String, JsonNode> path : paths.properties()) {
        path.getValue()
            .fieldNames()
            .forEachRemaining(
                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
      }
      assertThat(server.routes()).containsExactlyInAnyOrderElementsOf(described);
      assertThat(text(port, "/")).contains("<title>");
      assertThat(text(port, "/docs/")).contains("API");
      new Api(port).get("/v1/recommendations/u");
      assertThat(text(port, "/metrics"))
          .contains("slate_stage_seconds_count{stage=\"retrieve\"}")
          .contains("slate_source_seconds_count{source=\"popular\"}")
          .contains("slate_freshness_age_seconds{view=\"user_activity\"}");
    }
  }

  private static String text(int port, String path) throws Exception {
    var response =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                BodyHandlers.ofString());
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response.body();
  }
}
