package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.data.Topics;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules and the Grafana board ask for series that a server really has. */
class DeployedMetricsTest {
  private static final Path DEPLOY = Path.of(System.getProperty("slate.root"), "deploy");
  private static final Pattern SELECTOR =
      Pattern.compile("\\b(slate_[a-z_]+)(?:\\{([^}]*)})?(?![a-z_(])");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*!?=");
  private static final String AUDIT =
      """
      {"ranMs": 1, "compared": 1, "differing": 0, "features": [{"name": "a:b", "differing": 0}]}
      """;

  @Test
  void everySelectorOfRulesAndBoard_namesAMetricWithTheseLabels(@TempDir Path home)
      throws Exception {
    String rules = Files.readString(DEPLOY.resolve("alerts.yml"));
    JsonNode board =
        new ObjectMapper().readTree(DEPLOY.resolve("grafana/dashboards/freshness.json").toFile());
    Set<String> expressions = new LinkedHashSet<>(board.findValuesAsText("expr"));
    rules.lines().filter(line -> line.strip().startsWith("expr:")).forEach(expressions::add);
    assertThat(expressions).hasSizeGreaterThan(20);

    Platform.writer(Topics.AUDITS).write("served-features", AUDIT.getBytes(StandardCharsets.UTF_8));
    Map<String, String> canaries = Map.of("SLATE_FRESHNESS_CANARY_EVERY_MS", "1000");
    try (SlateServer server = new SlateServer(Platform.config(home, canaries), Clock.systemUTC())) {
      Api api = new Api(server.start());
      await().until(() -> metrics(api).contains("slate_audit_mismatches"));
      String metrics = metrics(api);
      for (String expression : expressions) {
        Matcher selector = SELECTOR.matcher(expression);
        while (selector.find()) {
          assertThat(hasSeries(metrics, selector.group(1), selector.group(2)))
              .as("%s in: %s", selector.group(), expression)
              .isTrue();
        }
      }
    }
  }

  private static boolean hasSeries(String metrics, String name, String labels) {
    Set<String> wanted = new LinkedHashSet<>();
    Matcher label = LABEL.matcher(labels == null ? "" : labels);
    while (label.find()) {
      wanted.add(label.group(1) + "=");
    }
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .anyMatch(line -> wanted.stream().allMatch(line::contains));
  }

  private static String metrics(Api api) throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(HttpRequest.newBuilder(api.uri("/metrics")).build(), BodyHandlers.ofString())
        .body();
  }
}
