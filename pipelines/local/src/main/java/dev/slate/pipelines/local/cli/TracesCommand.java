package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slate traces}. */
@Command(
    name = "traces",
    mixinStandardHelpOptions = true,
    description = "Shows logged requests, and says whose are always logged.",
    footer = {
      "",
      "Examples:",
      "  slate traces list --user u1",
      "  slate traces show REQUEST",
      "  slate traces follow u1",
      "  slate replay-request REQUEST"
    })
public final class TracesCommand {
  @Command(mixinStandardHelpOptions = true, description = "Logged requests, newest first.")
  int list(
      @Mixin ApiOptions options,
      @Option(names = "--user", description = "Only of this user") @Nullable String user) {
    JsonNode answer =
        options.api().get("/v1/traces" + (user == null ? "" : "?user=" + Api.part(user)));
    if (!options.printedJson(answer)) {
      Table table = new Table("request", "time", "user", "rung", "model", "why logged");
      for (JsonNode one : answer.path("traces")) {
        table.row(
            one.path("requestId").asText(),
            Instant.ofEpochMilli(one.path("timeMs").asLong()).toString(),
            one.path("userId").asText(""),
            one.path("rung").asText(),
            one.path("model").asText("none"),
            one.path("cause").asText());
      }
      System.out.println(table);
    }
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "One logged request with its trace.")
  int show(@Mixin ApiOptions options, @Parameters(paramLabel = "REQUEST") String request) {
    JsonNode answer = options.api().get("/v1/traces/" + Api.part(request));
    if (!options.printedJson(answer)) {
      System.out.println(Explanation.of(answer.path("trace")));
    }
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "Users whose requests are all logged.")
  int users(@Mixin ApiOptions options) {
    JsonNode answer = options.api().get("/v1/traces/users");
    if (!options.printedJson(answer)) {
      answer.path("users").forEach(user -> System.out.println(user.asText()));
    }
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "Logs every request of a user.")
  int follow(@Mixin ApiOptions options, @Parameters(paramLabel = "USER") String user) {
    JsonNode answer =
        options.api().put("/v1/traces/users/" + Api.part(user), Api.JSON.createObjectNode());
    if (!options.printedJson(answer)) {
      System.out.println("Every request of " + user + " is logged from now on.");
    }
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "Ends that.")
  int unfollow(@Mixin ApiOptions options, @Parameters(paramLabel = "USER") String user) {
    JsonNode answer = options.api().delete("/v1/traces/users/" + Api.part(user));
    if (!options.printedJson(answer)) {
      System.out.println("Requests of " + user + " are logged no more than others'.");
    }
    return 0;
  }
}
