package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slate recommend}: one slate, and why. */
@Command(
    name = "recommend",
    mixinStandardHelpOptions = true,
    description = "Asks for a slate.",
    footer = {
      "",
      "Examples:",
      "  slate recommend u1",
      "  slate recommend u1 --count 5 --explain",
      "  slate recommend somebody-new --json"
    })
public final class RecommendCommand implements Callable<Integer> {
  @Mixin private ApiOptions options = new ApiOptions();

  @Parameters(paramLabel = "USER", description = "A user id; one that nobody has seen is welcome")
  private String user = "";

  @Option(names = "--count", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}")
  private int count;

  @Option(names = "--explain", description = "Also show history, sources, removals and timings")
  private boolean explain;

  @Override
  public Integer call() {
    JsonNode slate =
        options
            .api()
            .get(
                "/v1/recommendations/"
                    + Api.part(user)
                    + "?count="
                    + count
                    + (explain ? "&explain=true" : ""));
    if (!options.printedJson(slate)) {
      System.out.println(header(slate));
      System.out.println(items(slate));
      if (explain) {
        System.out.println(Explanation.of(slate.path("trace")));
      }
    }
    return 0;
  }

  private static String header(JsonNode slate) {
    String why = slate.path("rungReason").asText("");
    return String.format(
        "Slate for %s  (rung %s%s, model %s%s)",
        slate.path("userId").asText(),
        slate.path("rung").asText(),
        why.isEmpty() || why.equals("null") ? "" : ": " + why,
        slate.path("model").asText("none"),
        slate.path("experiments").isEmpty() ? "" : ", " + slate.path("experiments"));
  }

  private static Table items(JsonNode slate) {
    Table table = new Table("#", "item", "title", "score", "from", "reason");
    int position = 1;
    for (JsonNode item : slate.path("items")) {
      List<String> sources = new ArrayList<>();
      item.path("sources").forEach(source -> sources.add(source.asText()));
      table.row(
          position++,
          item.path("id").asText(),
          item.path("title").asText(""),
          String.format(Locale.ROOT, "%.3f", item.path("score").asDouble()),
          String.join(", ", sources),
          item.path("reason").asText(""));
    }
    return table;
  }
}
