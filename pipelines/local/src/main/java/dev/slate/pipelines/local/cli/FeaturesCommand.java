package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slate features}. */
@Command(
    name = "features",
    subcommands = FreshnessCommand.class,
    mixinStandardHelpOptions = true,
    description = "Shows features, their values and how fresh they are.",
    footer = {
      "",
      "Examples:",
      "  slate features freshness --watch",
      "  slate features get user_activity u1"
    })
public final class FeaturesCommand {
  @Command(mixinStandardHelpOptions = true, description = "All views and their features.")
  int list(@Mixin ApiOptions options) {
    JsonNode answer = options.api().get("/v1/freshness");
    if (!options.printedJson(answer)) {
      Table table = new Table("view", "entity", "source", "features");
      for (JsonNode view : answer.path("views")) {
        List<String> features = new ArrayList<>();
        view.path("features").forEach(feature -> features.add(feature.asText()));
        table.row(
            view.path("view").asText(),
            view.path("entity").asText(),
            view.path("source").asText(),
            String.join(", ", features));
      }
      System.out.println(table);
    }
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "One entity's values in one view.")
  int get(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = "VIEW") String view,
      @Parameters(paramLabel = "ID") String id) {
    JsonNode row = options.api().get("/v1/features/" + Api.part(view) + "/" + Api.part(id));
    if (!options.printedJson(row)) {
      System.out.println(FeatureRowText.of(row));
    }
    return 0;
  }
}
