package dev.slate.pipelines.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Paint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FreshnessCommandTest {
  private static final String ANSWER =
      """
      {"streamLag": 12, "deadLetters": 1, "degraded": [{"view": "user_activity", "reason": "stream_behind", "requests": 3}],
       "stream": {"state": "live", "canaries": [{"partition": 0, "state": "live", "lagMs": 41}, {"partition": 1, "state": "live", "lagMs": 62}]},
       "views": [
        {"view": "user_activity", "source": "stream", "state": "fresh", "ageMs": 4200, "objectiveMs": 60000, "maxAgeMs": null,
         "ingestion": {"events": 10, "sinceEvent": {"p99Ms": 319}}, "sample": {"entities": 640}},
        {"view": "item_longterm", "source": "batch", "state": "stale", "ageMs": 144000000, "objectiveMs": 129600000, "maxAgeMs": 259200000,
         "ingestion": null, "sample": {"entities": 1000, "outsideMaxAge": 0.042}},
        {"view": "user_longterm", "source": "batch", "state": "empty", "ageMs": null, "objectiveMs": 129600000, "maxAgeMs": 259200000,
         "ingestion": null, "sample": {"entities": 0, "outsideMaxAge": 0}}]}
      """;

  private String answer = ANSWER;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/freshness",
        exchange -> {
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url");
    all.add("http://127.0.0.1:" + server.getAddress().getPort());
    return new CommandLine(new FreshnessCommand())
        .setErr(new PrintWriter(new StringWriter()))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void text_saysStateAgeLagAndShareOfEveryView() throws IOException {
    JsonNode json = Api.JSON.readTree(ANSWER);
    List<JsonNode> views = new ArrayList<>();
    json.path("views").forEach(views::add);
    String text = new FreshnessText(json, views).text(Paint.NONE);
    assertThat(text.lines().toList())
        .anySatisfy(line -> assertThat(line).contains("user_activity", "fresh", "4.2 s", "319 ms"))
        .anySatisfy(line -> assertThat(line).contains("stale", "1 d 16 h", "4.2 % of 1,000"))
        .anySatisfy(line -> assertThat(line).contains("empty", "never"))
        .anySatisfy(line -> assertThat(line).contains("live, canary 62 ms", "12 events", "1 dead"))
        .anySatisfy(line -> assertThat(line).contains("3 recommendations", "stream behind"));
    assertThat(text).doesNotContain("\033");
    assertThat(new FreshnessText(json, views).text(Paint.COLOURS)).contains("\033[31mstale\033[0m");
  }

  @Test
  void check_whenAViewIsStale_exitsWithOne() {
    assertThat(run("--check")).isEqualTo(1);
    assertThat(run()).isZero();
    assertThat(run("--check", "--view", "user_activity")).isZero();
  }

  @Test
  void check_whenNoCanaryComesBack_exitsWithOne() {
    answer = ANSWER.replace("\"live\"", "\"missing\"");
    assertThat(run("--check", "--view", "user_activity", "--watch")).isEqualTo(1);
  }

  @Test
  void view_thatIsNotKnown_fails() {
    assertThat(run("--view", "unheard_of")).isEqualTo(1);
  }
}
