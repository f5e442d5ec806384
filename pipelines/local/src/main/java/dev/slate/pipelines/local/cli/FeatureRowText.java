package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.console.Ages;
import dev.slate.pipelines.local.console.Table;
import java.util.ArrayList;
import java.util.List;

/** What {@code slate features get} prints of an answer of {@code /v1/features}. */
final class FeatureRowText {
  private static final int HISTORY_SHOWN = 10;

  private FeatureRowText() {}

  static String of(JsonNode row) {
    List<String> parts = new ArrayList<>();
    parts.add(
        row.path("view").asText()
            + " of "
            + row.path("entityId").asText()
            + ": "
            + words(row.path("status"))
            + (row.path("ageMs").isNumber() ? ", " + Ages.of(row.path("ageMs"), "") + " old" : ""));
    Table features = new Table("feature", "value", "status", "incomplete");
    for (JsonNode feature : row.path("features")) {
      features.row(
          feature.path("name").asText(),
          feature.path("value").isNumber() ? feature.path("value").asText() : "",
          words(feature.path("status")),
          words(feature.path("degraded")));
    }
    parts.add(features.toString());
    if (!row.path("history").isEmpty()) {
      parts.add(history(row));
    }
    return String.join(System.lineSeparator() + System.lineSeparator(), parts);
  }

  private static String history(JsonNode row) {
    Table table = new Table("age", "kind", "item", "title");
    int shown = 0;
    for (JsonNode item : row.path("history")) {
      if (shown++ == HISTORY_SHOWN) {
        break;
      }
      table.row(
          Ages.of(item.path("ageMs"), ""),
          item.path("kind").asText(),
          item.path("itemId").asText(),
          item.path("title").asText());
    }
    String degraded = words(row.path("historyDegraded"));
    return "the last "
        + Math.min(HISTORY_SHOWN, row.path("history").size())
        + " of "
        + row.path("history").size()
        + (degraded.isEmpty() ? "" : " (incomplete: " + degraded + ")")
        + System.lineSeparator()
        + table;
  }

  private static String words(JsonNode constant) {
    return constant.isTextual() ? constant.asText().replace('_', ' ') : "";
  }
}
