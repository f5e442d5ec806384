package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is served beside the API; that the description is the API, {@link RouteWalkTest} shows. */
class OpenApiTest {

  @Test
  void pages_aroundTheApi_areThere(@TempDir Path home) throws Exception {
    try (SlateServer server = new SlateServer(Platform.config(home, Map.of()), Clock.systemUTC())) {
      int port = server.start();
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
