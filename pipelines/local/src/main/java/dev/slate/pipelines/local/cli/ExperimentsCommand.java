package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slate experiments}. */
@Command(
    name = "experiments",
    mixinStandardHelpOptions = true,
    description = "Shows and toggles experiments; a toggle is live everywhere within a second.",
    footer = {
      "",
      "Examples:",
      "  slate experiments list",
      "  slate experiments start rerank-diversity",
      "  slate experiments create my-experiment.json"
    })
public final class ExperimentsCommand {
  @Command(mixinStandardHelpOptions = true, description = "All experiments and their variants.")
  int list(@Mixin ApiOptions options) {
    JsonNode answer = options.api().get("/v1/experiments");
    if (!options.printedJson(answer)) {
      Table table = new Table("experiment", "layer", "status", "coverage", "variants");
      for (JsonNode experiment : answer.path("experiments")) {
        table.row(
            experiment.path("key").asText(),
            experiment.path("layer").asText(),
            experiment.path("status").asText(),
            experiment.path("coverage").asText(),
            variants(experiment));
      }
      System.out.println(table);
    }
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "Starts an experiment.")
  int start(@Mixin ApiOptions options, @Parameters(paramLabel = "KEY") String key) {
    return change(options, key, "start");
  }

  @Command(mixinStandardHelpOptions = true, description = "Stops an experiment: nobody is in it.")
  int stop(@Mixin ApiOptions options, @Parameters(paramLabel = "KEY") String key) {
    return change(options, key, "stop");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Creates an experiment from a JSON file; its form is in docs/contracts.md.")
  int create(@Mixin ApiOptions options, @Parameters(paramLabel = "FILE") Path file) {
    try {
      JsonNode body = Api.JSON.readTree(Files.readAllBytes(file));
      String key = body.path("key").asText();
      return tell(options, options.api().put("/v1/experiments/" + Api.part(key), body));
    } catch (IOException e) {
      throw new CommandFailure(
          file + " cannot be read as JSON: " + e.getMessage(),
          "see docs/contracts.md for the form of an experiment");
    }
  }

  private static int change(ApiOptions options, String key, String verb) {
    JsonNode nothing = Api.JSON.createObjectNode();
    return tell(
        options, options.api().post("/v1/experiments/" + Api.part(key) + "/" + verb, nothing));
  }

  private static int tell(ApiOptions options, JsonNode experiment) {
    if (!options.printedJson(experiment)) {
      System.out.printf(
          "%s is %s: %s%n",
          experiment.path("key").asText(),
          experiment.path("status").asText(),
          variants(experiment));
    }
    return 0;
  }

  private static String variants(JsonNode experiment) {
    List<String> shown = new ArrayList<>();
    for (JsonNode variant : experiment.path("variants")) {
      shown.add(variant.path("key").asText() + " " + variant.path("weight").asText());
    }
    return String.join(", ", shown);
  }
}
