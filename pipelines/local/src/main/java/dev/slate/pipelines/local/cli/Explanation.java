package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.console.Step;
import dev.slate.pipelines.local.console.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The trace of a slate as text; its form is in {@code docs/contracts.md}. */
final class Explanation {
  private static final int MOST_HISTORY = 8;
  private static final int MOST_REMOVED = 8;

  private Explanation() {}

  static String of(JsonNode trace) {
    return "\nHistory, newest first\n"
        + history(trace)
        + "\n\nSources\n"
        + sources(trace)
        + "\n\nItems\n"
        + items(trace)
        + "\n\nRemoved: "
        + removed(trace)
        + "\nStages: "
        + stages(trace);
  }

  private static Table history(JsonNode trace) {
    Table table = new Table("item", "title", "kind", "ago");
    int shown = 0;
    for (JsonNode entry : trace.path("history")) {
      if (shown++ < MOST_HISTORY) {
        table.row(
            entry.path("itemId").asText(),
            entry.path("title").asText(""),
            entry.path("kind").asText(),
            Step.seconds(entry.path("ageMs").asLong()));
      }
    }
    return table;
  }

  private static Table sources(JsonNode trace) {
    Table table = new Table("source", "candidates", "ms", "state");
    for (JsonNode source : trace.path("sources")) {
      table.row(
          source.path("name").asText(),
          source.path("candidates").asInt(),
          millis(source),
          source.path("state").asText());
    }
    return table;
  }

  private static String items(JsonNode trace) {
    List<String> items = new ArrayList<>();
    trace.path("items").forEach(item -> items.add(ItemExplanation.of(items.size(), item)));
    return String.join("\n", items);
  }

  private static String removed(JsonNode trace) {
    Map<String, Integer> byFilter = new TreeMap<>();
    trace.path("removed").forEach(r -> byFilter.merge(r.path("filter").asText(), 1, Integer::sum));
    StringBuilder lines = new StringBuilder(byFilter.isEmpty() ? "nothing" : byFilter.toString());
    int shown = 0;
    for (JsonNode one : trace.path("removed")) {
      if (shown++ < MOST_REMOVED) {
        String title = one.path("title").asText("");
        lines.append(
            String.format(
                "%n  %s: %s, %s",
                title.isEmpty() ? one.path("itemId").asText() : title,
                one.path("filter").asText(),
                one.path("reason").asText()));
      }
    }
    return lines.toString();
  }

  private static String stages(JsonNode trace) {
    StringBuilder line = new StringBuilder();
    for (JsonNode stage : trace.path("stages")) {
      line.append(stage.path("name").asText()).append(' ').append(millis(stage)).append(" ms, ");
    }
    return line
        + "total "
        + trace.path("totalMicros").asLong() / 1000.0
        + " ms of "
        + trace.path("budgetMicros").asLong() / 1000.0
        + " ms";
  }

  private static double millis(JsonNode node) {
    return node.path("micros").asLong() / 1000.0;
  }
}
