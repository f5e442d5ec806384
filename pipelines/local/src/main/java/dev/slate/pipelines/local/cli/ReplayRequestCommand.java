package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Table;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slate replay-request}: a logged slate and what it would be otherwise. */
@Command(
    name = "replay-request",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a logged request's slate again, with the features it was served with.",
      "Logged are a sample, the users of: slate traces users, and what asked for --explain."
    },
    footer = {
      "",
      "Examples:",
      "  slate replay-request 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed",
      "  slate replay-request ID --model 2026-11-19-1",
      "  slate replay-request ID --variant rerank-diversity=control --why-not i7",
      "  slate replay-request ID --parameter rerank.mmr.lambda=0.5"
    })
public final class ReplayRequestCommand implements Callable<Integer> {
  @Mixin private ApiOptions options = new ApiOptions();

  @Parameters(paramLabel = "REQUEST", description = "The request id of the slate")
  private String request = "";

  @Option(names = "--model", paramLabel = "VERSION", description = "Another published model")
  private @Nullable String model;

  @Option(
      names = "--variant",
      paramLabel = "EXPERIMENT=VARIANT",
      description = "Another variant; may be repeated")
  private Map<String, String> variants = new HashMap<>();

  @Option(
      names = "--parameter",
      paramLabel = "KEY=VALUE",
      description = "Another value of a parameter; may be repeated")
  private Map<String, String> parameters = new HashMap<>();

  @Option(names = "--why-not", split = ",", paramLabel = "ITEM", description = "Items to ask about")
  private List<String> whyNot = List.of();

  @Override
  public Integer call() {
    JsonNode answer = options.api().post("/v1/traces/" + Api.part(request) + "/replay", body());
    if (!options.printedJson(answer)) {
      System.out.println(verdict(answer));
      System.out.println(sideBySide(answer));
      if (!answer.path("whyNot").isEmpty()) {
        System.out.println(WhyNotText.of(answer.path("whyNot")));
      }
    }
    return 0;
  }

  private ObjectNode body() {
    ObjectNode body = Api.JSON.createObjectNode();
    if (model != null) {
      body.put("model", model);
    }
    ObjectNode chosen = body.putObject("variant");
    variants.forEach(chosen::put);
    ObjectNode values = body.putObject("parameters");
    parameters.forEach((key, value) -> values.set(key, value(key, value)));
    var ids = body.putArray("whyNot");
    whyNot.forEach(ids::add);
    return body;
  }

  private static JsonNode value(String key, String text) {
    try {
      return Api.JSON.readTree(text);
    } catch (IOException e) {
      throw new CommandFailure(
          "--parameter " + key + ": '" + text + "' is no value (expected: a number, true or false)",
          "see the parameters with: slate experiments list --json");
    }
  }

  private static String verdict(JsonNode answer) {
    String repeated =
        answer.path("sources").isEmpty()
            ? ""
            : "\nasked again with today's catalogue: " + answer.path("sources");
    String verdict =
        answer.path("same").asBoolean()
            ? "The same slate."
            : answer.path("differences").size() + " items are at another place or gone.";
    return verdict
        + "\n  served:   "
        + side(answer.path("served"))
        + "\n  replayed: "
        + side(answer.path("replayed"))
        + repeated;
  }

  private static String side(JsonNode side) {
    String why = side.path("rungReason").asText("");
    return String.format(
        "model %s, rung %s%s%s",
        side.path("model").asText("none"),
        side.path("rung").asText(),
        why.isEmpty() || why.equals("null") ? "" : " (" + why + ")",
        side.path("experiments").isEmpty() ? "" : ", " + side.path("experiments"));
  }

  private static Table sideBySide(JsonNode answer) {
    Table table = new Table("#", "served", "score", "replayed", "score", "was");
    JsonNode served = answer.path("served").path("items");
    JsonNode replayed = answer.path("replayed").path("items");
    Map<String, Integer> places = new HashMap<>();
    served.forEach(item -> places.put(item.path("id").asText(), places.size()));
    for (int i = 0; i < Math.max(served.size(), replayed.size()); i++) {
      String id = replayed.path(i).path("id").asText("");
      Integer was = places.get(id);
      String moved =
          id.isEmpty() ? "" : was == null ? "new" : was == i ? "" : Integer.toString(was + 1);
      table.row(
          i + 1,
          name(served.path(i)),
          score(served.path(i)),
          name(replayed.path(i)),
          score(replayed.path(i)),
          moved);
    }
    return table;
  }

  private static String name(JsonNode item) {
    String title = item.path("title").asText("");
    return title.isEmpty() ? item.path("id").asText("") : title;
  }

  private static String score(JsonNode item) {
    return item.has("score")
        ? String.format(Locale.ROOT, "%.4f", item.path("score").asDouble())
        : "";
  }
}
