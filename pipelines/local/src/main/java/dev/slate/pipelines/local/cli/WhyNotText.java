package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Why items are not in a slate, as text. */
final class WhyNotText {
  private WhyNotText() {}

  static String of(JsonNode answers) {
    StringBuilder lines = new StringBuilder();
    for (JsonNode one : answers) {
      String title = one.path("title").asText("");
      lines
          .append("\nWhy not ")
          .append(one.path("itemId").asText())
          .append(title.isEmpty() ? "" : " (" + title + ")")
          .append("? ")
          .append(one.path("outcome").asText())
          .append(": ")
          .append(one.path("words").asText());
      for (JsonNode source : one.path("sources")) {
        lines
            .append("\n  ")
            .append(source.path("source").asText())
            .append(": ")
            .append(source.path("words").asText());
      }
    }
    return lines.toString();
  }
}
