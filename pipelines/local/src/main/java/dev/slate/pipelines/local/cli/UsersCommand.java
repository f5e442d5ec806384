package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Table;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slate users}. */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    description = "Erases users, and tells how far an erasure is.",
    footer = {"", "Examples:", "  slate users erase u1", "  slate users erasure u1 --json"})
public final class UsersCommand {

  @Command(
      mixinStandardHelpOptions = true,
      description = "Removes every trace of a user; what goes later says when.")
  int erase(@Mixin ApiOptions options, @Parameters(paramLabel = "USER") String id) {
    return print(options, options.api().delete("/v1/users/" + Api.part(id)));
  }

  @Command(mixinStandardHelpOptions = true, description = "How far the erasure of a user is.")
  int erasure(@Mixin ApiOptions options, @Parameters(paramLabel = "USER") String id) {
    return print(options, options.api().get("/v1/users/" + Api.part(id) + "/erasure"));
  }

  private static int print(ApiOptions options, JsonNode status) {
    if (!options.printedJson(status)) {
      Table table = new Table("where", "state", "until", "detail");
      for (JsonNode part : status.path("parts")) {
        table.row(
            part.path("name").asText(),
            part.path("state").asText(),
            time(part.path("untilMs")),
            part.path("detail").asText());
      }
      System.out.println(table);
      System.out.println(
          status.path("complete").asBoolean()
              ? "complete"
              : "not complete yet; at the latest: " + time(status.path("completeMs")));
    }
    return 0;
  }

  private static String time(JsonNode ms) {
    return ms.isNumber() ? Instant.ofEpochMilli(ms.asLong()).toString() : "not known";
  }
}
