package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.console.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Why one item of a slate is where it is, as lines of text. */
final class ItemExplanation {
  private static final int MOST_PARTS = 4;

  private ItemExplanation() {}

  /** What found it, its score's largest parts, its moves. */
  static String of(int place, JsonNode item) {
    StringBuilder lines = new StringBuilder();
    lines
        .append(String.format(Locale.ROOT, "%3d  %s", place + 1, item.path("id").asText()))
        .append("\n     found by ")
        .append(sources(item))
        .append(
            String.format(
                Locale.ROOT,
                "; ranked %d with %.4f",
                item.path("rankedPosition").asInt() + 1,
                item.path("ranked").asDouble()));
    for (JsonNode move : item.path("moves")) {
      lines.append(
          String.format(
              Locale.ROOT,
              "; %s moved it %d -> %d (%s)",
              move.path("by").asText(),
              move.path("from").asInt() + 1,
              move.path("to").asInt() + 1,
              move.path("detail").asText("")));
    }
    String parts = parts(item);
    return parts.isEmpty() ? lines.toString() : lines + "\n     " + parts;
  }

  private static String sources(JsonNode item) {
    List<String> found = new ArrayList<>();
    item.path("retrieved")
        .properties()
        .forEach(
            source ->
                found.add(
                    String.format(
                        Locale.ROOT,
                        "%s (number %d, %.3f)",
                        source.getKey(),
                        item.path("ranks").path(source.getKey()).asInt() + 1,
                        source.getValue().asDouble())));
    return String.join(", ", found);
  }

  /** Largest contributions first, each with its value and how old that is. */
  private static String parts(JsonNode item) {
    List<JsonNode> parts = new ArrayList<>();
    for (JsonNode feature : item.path("features")) {
      if (Math.abs(feature.path("contribution").asDouble()) > 1e-6) {
        parts.add(feature);
      }
    }
    parts.sort(Comparator.comparingDouble(f -> -Math.abs(f.path("contribution").asDouble())));
    List<String> words = new ArrayList<>();
    for (JsonNode feature : parts.subList(0, Math.min(MOST_PARTS, parts.size()))) {
      words.add(
          String.format(
              Locale.ROOT,
              "%+.3f %s = %s%s",
              feature.path("contribution").asDouble(),
              feature.path("name").asText(),
              feature.path("value").isNull()
                  ? feature.path("status").asText("missing")
                  : String.format(Locale.ROOT, "%.4g", feature.path("value").asDouble()),
              feature.path("ageMs").isNumber()
                  ? " (" + Step.seconds(feature.path("ageMs").asLong()) + " old)"
                  : ""));
    }
    int more = parts.size() - words.size();
    return String.join(", ", words) + (more > 0 ? ", and " + more + " smaller" : "");
  }
}
