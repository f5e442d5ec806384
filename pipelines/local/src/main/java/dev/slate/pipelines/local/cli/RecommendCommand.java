package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slate recommend}: a slate or several pages of it, and why. */
@Command(
    name = "recommend",
    mixinStandardHelpOptions = true,
    description = "Asks for a slate.",
    footer = {
      "",
      "Examples:",
      "  slate recommend u1",
      "  slate recommend u1 --count 5 --explain",
      "  slate recommend u1 --filter 'category = \"drama\" and year >= 1990' --pages 3",
      "  slate recommend u1 --include i1,i2,i3 --current-item i9",
      "  slate recommend u1 --because i7",
      "  slate recommend u1 --why-not i7,i8",
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

  @Option(
      names = "--why-not",
      split = ",",
      paramLabel = "ITEM",
      description = "Also say why these items are not in the slate")
  private List<String> whyNot = List.of();

  @Option(names = "--surface", description = "Where it is shown: home, detail, mail...")
  private @Nullable String surface;

  @Option(names = "--category", description = "Only items of this category")
  private @Nullable String category;

  @Option(names = "--filter", description = "Only items that pass; see docs/filters.md")
  private @Nullable String filter;

  @Option(names = "--include", paramLabel = "IDS", description = "Only these, with commas between")
  private @Nullable String include;

  @Option(names = "--exclude", paramLabel = "IDS", description = "None of these")
  private @Nullable String exclude;

  @Option(names = "--device", description = "Such as phone")
  private @Nullable String device;

  @Option(names = "--current-item", paramLabel = "ID", description = "What is being looked at")
  private @Nullable String currentItem;

  @Option(names = "--cursor", description = "Goes on after the page that had this cursor")
  private @Nullable String cursor;

  @Option(
      names = "--pages",
      defaultValue = "1",
      description = "How many pages, one after the other. Default: ${DEFAULT-VALUE}")
  private int pages;

  @Option(
      names = "--because",
      paramLabel = "ITEM",
      description = "Instead of a slate: what of the history speaks for an item")
  private @Nullable String because;

  @Override
  public Integer call() {
    if (because != null) {
      printBecause(because);
      return 0;
    }
    String next = cursor;
    int position = 1;
    for (int page = 0; page < pages; page++) {
      JsonNode slate = options.api().get(path(next));
      if (!options.printedJson(slate)) {
        System.out.println(page == 0 ? header(slate) : "\nPage " + (page + 1));
        System.out.println(items(slate, position));
        if (explain) {
          System.out.println(Explanation.of(slate.path("trace")));
        }
        if (!whyNot.isEmpty()) {
          System.out.println(WhyNotText.of(slate.path("whyNot")));
        }
        if (explain || !whyNot.isEmpty()) {
          System.out.println(
              "\nAgain, otherwise: slate replay-request " + slate.path("requestId").asText());
        }
      }
      position += slate.path("items").size();
      if (!slate.hasNonNull("cursor")) {
        break;
      }
      next = slate.path("cursor").asText();
    }
    return 0;
  }

  private String path(@Nullable String from) {
    StringBuilder path = new StringBuilder("/v1/recommendations/" + Api.part(user));
    path.append("?count=").append(count);
    add(path, "explain", explain ? "true" : null);
    add(path, "surface", surface);
    add(path, "category", category);
    add(path, "filter", filter);
    add(path, "include", include);
    add(path, "exclude", exclude);
    add(path, "device", device);
    add(path, "currentItem", currentItem);
    add(path, "cursor", from);
    add(path, "why-not", whyNot.isEmpty() ? null : String.join(",", whyNot));
    return path.toString();
  }

  private static void add(StringBuilder path, String name, @Nullable String value) {
    if (value != null) {
      path.append('&').append(name).append('=').append(Api.part(value));
    }
  }

  private void printBecause(String item) {
    JsonNode answer =
        options.api().get("/v1/recommendations/" + Api.part(user) + "/because/" + Api.part(item));
    if (!options.printedJson(answer)) {
      System.out.println("What speaks for " + item + " " + answer.path("title").asText(""));
      System.out.println(reasons(answer));
    }
  }

  private static Table reasons(JsonNode answer) {
    Table table = new Table("item", "title", "kind", "share", "two-tower", "als", "neighbours");
    for (JsonNode reason : answer.path("because")) {
      JsonNode contribution = reason.path("contribution");
      table.row(
          reason.path("itemId").asText(),
          reason.path("title").asText(""),
          reason.path("kind").asText(),
          String.format(Locale.ROOT, "%.0f %%", 100 * reason.path("share").asDouble()),
          number(contribution.path("twoTower")),
          number(contribution.path("als")),
          number(contribution.path("itemToItem")));
    }
    return table;
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

  private static Table items(JsonNode slate, int first) {
    Table table = new Table("#", "item", "title", "score", "from", "reason");
    int position = first;
    for (JsonNode item : slate.path("items")) {
      List<String> sources = new ArrayList<>();
      item.path("sources").forEach(source -> sources.add(source.asText()));
      table.row(
          position++,
          item.path("id").asText(),
          item.path("title").asText(""),
          number(item.path("score")),
          String.join(", ", sources),
          item.path("reason").asText(""));
    }
    return table;
  }

  private static String number(JsonNode node) {
    return String.format(Locale.ROOT, "%.3f", node.asDouble());
  }
}
