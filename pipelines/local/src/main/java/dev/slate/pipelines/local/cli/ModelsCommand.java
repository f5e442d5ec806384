package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Table;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slate models}. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Shows published models and says which one serves.",
    footer = {"", "Examples:", "  slate models list", "  slate models rollback"})
public final class ModelsCommand {
  @Command(mixinStandardHelpOptions = true, description = "All models, newest first.")
  int list(@Mixin ApiOptions options) {
    JsonNode answer = options.api().get("/v1/models");
    if (!options.printedJson(answer)) {
      Table table = new Table("version", "status", "created", "NDCG@10", "reason");
      for (JsonNode model : answer.path("models")) {
        table.row(
            model.path("version").asText(),
            model.path("status").asText(),
            Instant.ofEpochMilli(model.path("createdMs").asLong()).toString(),
            model.path("metrics").path("ndcg@10").asText(""),
            model.path("reason").asText(""));
      }
      System.out.println(table);
    }
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "One model: metrics and parameters.")
  int show(@Mixin ApiOptions options, @Parameters(paramLabel = "VERSION") String version) {
    for (JsonNode model : options.api().get("/v1/models").path("models")) {
      if (model.path("version").asText().equals(version)) {
        System.out.println(model.toPrettyString());
        return 0;
      }
    }
    throw new CommandFailure("model: " + version + " is not published", "see: slate models list");
  }

  @Command(mixinStandardHelpOptions = true, description = "Makes a model the champion.")
  int promote(@Mixin ApiOptions options, @Parameters(paramLabel = "VERSION") String version) {
    return change(options, "/v1/models/" + Api.part(version) + "/promote");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Makes the previous champion serve again.")
  int rollback(@Mixin ApiOptions options) {
    return change(options, "/v1/models/rollback");
  }

  private static int change(ApiOptions options, String path) {
    ObjectNode nothing = Api.JSON.createObjectNode();
    JsonNode answer = options.api().post(path, nothing);
    if (!options.printedJson(answer)) {
      System.out.println("Champion is now " + answer.path("champion").asText("as asked") + ".");
    }
    return 0;
  }
}
