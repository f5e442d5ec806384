package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.console.Evaluation;
import dev.slate.pipelines.local.console.Step;
import dev.slate.pipelines.local.console.Table;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slate runs}. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Shows what the nightly runs did.",
    footer = {"", "Examples:", "  slate runs list", "  slate runs show 2026-11-20-1"})
public final class RunsCommand {
  @Command(mixinStandardHelpOptions = true, description = "All runs, newest first.")
  int list(@Mixin ApiOptions options) {
    JsonNode answer = options.api().get("/v1/runs");
    if (!options.printedJson(answer)) {
      Table table = new Table("run", "status", "started", "took", "model", "reason");
      for (JsonNode run : answer.path("runs")) {
        table.row(
            run.path("runId").asText(),
            run.path("status").asText(),
            Instant.ofEpochMilli(run.path("startedMs").asLong()).toString(),
            took(run),
            run.path("model").asText(""),
            run.path("reason").asText(""));
      }
      System.out.println(table);
    }
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "One run: its steps and its evaluation.")
  int show(@Mixin ApiOptions options, @Parameters(paramLabel = "RUN") String id) {
    for (JsonNode run : options.api().get("/v1/runs").path("runs")) {
      if (run.path("runId").asText().equals(id)) {
        if (!options.printedJson(run)) {
          System.out.println(id + " " + run.path("status").asText() + ", " + took(run) + "\n");
          System.out.println(steps(run) + "\n");
          System.out.println(Evaluation.table(run));
        }
        return 0;
      }
    }
    throw new CommandFailure("run: " + id + " is not known", "see: slate runs list");
  }

  private static Table steps(JsonNode run) {
    Table table = new Table("step", "status", "took", "detail");
    for (JsonNode step : run.path("steps")) {
      table.row(
          step.path("name").asText(),
          step.path("status").asText(),
          took(step),
          step.path("detail").asText(""));
    }
    return table;
  }

  private static String took(JsonNode timed) {
    long ms = timed.path("endedMs").asLong() - timed.path("startedMs").asLong();
    return ms < 0 ? "" : Step.seconds(ms);
  }
}
