package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slate features freshness}. */
@Command(
    name = "freshness",
    mixinStandardHelpOptions = true,
    description = "The age of each view's newest value, and of the way from the log to it.",
    footer = {
      "",
      "Examples:",
      "  slate features freshness --watch",
      "  slate features freshness --view user_activity",
      "  slate features freshness --check || page-someone"
    })
final class FreshnessCommand implements Callable<Integer> {
  private static final long EVERY_MS = 1_000;
  private static final String CLEAR = "\033[H\033[2J";

  @Mixin private ApiOptions options = new ApiOptions();

  @Option(names = "--view", paramLabel = "VIEW", description = "Only this view")
  private @Nullable String view;

  @Option(names = "--watch", description = "Again every second, until Ctrl+C")
  private boolean watch;

  @Option(
      names = "--check",
      description = "Exit code 1 when a view is stale or no canary comes back")
  private boolean check;

  @Override
  public Integer call() throws InterruptedException {
    Api api = options.api();
    FreshnessText shown = show(api.get("/v1/freshness"));
    while (watch && !(check && shown.isStale())) {
      Thread.sleep(EVERY_MS);
      shown = show(api.get("/v1/freshness"));
    }
    return check && shown.isStale() ? 1 : 0;
  }

  private FreshnessText show(JsonNode answer) {
    FreshnessText text = new FreshnessText(answer, views(answer));
    if (options.json()) {
      // One line each, so that a program can read them one by one.
      System.out.println(watch ? answer.toString() : answer.toPrettyString());
    } else {
      Paint paint = Paint.ofStandardOutput();
      System.out.println((watch && paint.isOn() ? CLEAR : "") + text.text(paint));
    }
    return text;
  }

  private List<JsonNode> views(JsonNode answer) {
    List<JsonNode> views = new ArrayList<>();
    answer.path("views").forEach(views::add);
    if (view == null) {
      return views;
    }
    List<JsonNode> wanted =
        views.stream().filter(one -> one.path("view").asText().equals(view)).toList();
    if (wanted.isEmpty()) {
      throw new CommandFailure(
          "view: " + view + " is not known",
          "use one of "
              + views.stream()
                  .map(one -> one.path("view").asText())
                  .collect(Collectors.joining(", ")));
    }
    return wanted;
  }
}
