package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.console.Step;
import java.util.ArrayList;
import java.util.List;

/** A catalogue as people read it, from {@link CatalogJson}. */
final class CatalogText {
  private final StringBuilder text = new StringBuilder();

  private CatalogText() {}

  static String of(JsonNode catalog) {
    CatalogText text = new CatalogText();
    text.entities(catalog.path("entities"));
    catalog.path("views").forEach(text::view);
    text.derived(catalog.path("derived"));
    catalog.path("services").forEach(text::service);
    text.line("");
    text.line("  fingerprint " + catalog.path("fingerprint").asText());
    return text.text.toString().stripTrailing();
  }

  private void line(String line) {
    text.append(line).append(System.lineSeparator());
  }

  private void entities(JsonNode entities) {
    List<String> names = new ArrayList<>();
    for (JsonNode entity : entities) {
      names.add(entity.path("name").asText() + " (" + entity.path("joinKey").asText() + ")");
    }
    line("  entities: " + String.join(", ", names));
  }

  private void view(JsonNode view) {
    long ttlMs = view.path("ttlMs").asLong();
    line("");
    line("  " + view.path("name").asText() + ": " + view.path("description").asText());
    line(
        "    of each %s, by %s, owner %s, %s, fresh within %s"
            .formatted(
                view.path("entity").asText(),
                view.path("source").asText().equals("stream") ? "the stream" : "the nightly run",
                view.path("owner").asText(),
                ttlMs == 0 ? "never expires" : "expires after " + Step.seconds(ttlMs),
                Step.seconds(view.path("objectiveMs").asLong())));
    features(view.path("features"));
  }

  private void derived(JsonNode derived) {
    if (!derived.isEmpty()) {
      line("");
      line("  derived: computed when they are asked for");
      features(derived);
    }
  }

  private void features(JsonNode features) {
    for (JsonNode feature : features) {
      line(
          "    %-24s %s"
              .formatted(feature.path("name").asText(), feature.path("description").asText()));
    }
  }

  private void service(JsonNode service) {
    line("");
    line(
        "  service %s: %s, owner %s, %d features"
            .formatted(
                service.path("name").asText(),
                service.path("description").asText(),
                service.path("owner").asText(),
                service.path("features").size()));
  }
}
