package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.console.Ages;
import dev.slate.pipelines.local.console.Paint;
import dev.slate.pipelines.local.console.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** What {@code slate features freshness} prints of an answer of {@code /v1/freshness}. */
final class FreshnessText {
  private final JsonNode answer;
  private final List<JsonNode> views;

  /**
   * @param views the ones of the answer that are wanted
   */
  FreshnessText(JsonNode answer, List<JsonNode> views) {
    this.answer = answer;
    this.views = views;
  }

  /** Whether a view is stale, or no canary came back: what {@code --check} fails for. */
  boolean isStale() {
    return views.stream().anyMatch(view -> view.path("state").asText().equals("stale"))
        || canaryState().equals("missing");
  }

  String text(Paint paint) {
    Table table =
        new Table("view", "source", "state", "age", "objective", "lag p99", "outside max age");
    for (JsonNode view : views) {
      table.row(
          view.path("view").asText(),
          view.path("source").asText(),
          view.path("state").asText(),
          Ages.of(view.path("ageMs"), "never"),
          Ages.of(view.path("objectiveMs"), ""),
          lag(view.path("ingestion")),
          outside(view));
    }
    List<String> lines = new ArrayList<>(paint.states(table.toString()).lines().toList());
    lines.add("");
    lines.add(
        "  log to state: "
            + paint.states(canary())
            + "; stream lag "
            + count("streamLag", "event", "events")
            + "; "
            + count("deadLetters", "dead letter", "dead letters"));
    degraded().forEach(lines::add);
    return String.join(System.lineSeparator(), lines);
  }

  private static String lag(JsonNode ingestion) {
    return ingestion.path("events").asLong() == 0
        ? "-"
        : Ages.of(ingestion.path("sinceEvent").path("p99Ms"), "-");
  }

  private static String outside(JsonNode view) {
    JsonNode sample = view.path("sample");
    if (!view.path("maxAgeMs").isNumber()) {
      return "never";
    }
    long entities = sample.path("entities").asLong();
    return entities == 0
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.1f %% of %,d sampled",
            sample.path("outsideMaxAge").asDouble() * 100,
            entities);
  }

  private String canaryState() {
    return answer.path("stream").path("state").asText("unknown");
  }

  private String canary() {
    long slowest =
        StreamSupport.stream(answer.path("stream").path("canaries").spliterator(), false)
            .mapToLong(canary -> canary.path("lagMs").asLong(-1))
            .max()
            .orElse(-1);
    return switch (canaryState()) {
      case "live" -> "live, canary " + Ages.of(slowest);
      case "missing" -> "missing, no canary for " + Ages.of(slowest);
      case "off" -> "not measured";
      default -> "unknown";
    };
  }

  private String count(String field, String one, String many) {
    JsonNode value = answer.path(field);
    if (!value.isNumber()) {
      return many + " unknown";
    }
    return String.format(Locale.ROOT, "%,d %s", value.asLong(), value.asLong() == 1 ? one : many);
  }

  private List<String> degraded() {
    List<String> lines = new ArrayList<>();
    for (JsonNode one : answer.path("degraded")) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %,d recommendations from incomplete rows of %s: %s",
              one.path("requests").asLong(),
              one.path("view").asText(),
              one.path("reason").asText().replace('_', ' ')));
    }
    return lines;
  }
}
