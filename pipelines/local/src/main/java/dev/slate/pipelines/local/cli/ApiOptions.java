package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.home.SlateHome;
import dev.slate.pipelines.local.home.Status;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the API is, and whether a program or a person reads the answer. */
public final class ApiOptions {
  @Option(
      names = "--url",
      description = "The API. Default: SLATE_URL, else the Slate that runs on the home")
  private @Nullable String url;

  @Option(names = "--json", description = "Print the API's JSON")
  private boolean json;

  @Mixin private HomeOption home = new HomeOption();

  public SlateHome home() {
    return home.home();
  }

  public boolean json() {
    return json;
  }

  /** Prints the JSON itself when that was asked for; returns whether it did. */
  public boolean printedJson(JsonNode answer) {
    if (json) {
      System.out.println(answer.toPrettyString());
    }
    return json;
  }

  /**
   * @throws CommandFailure when neither an address was given nor a Slate runs on the home
   */
  public Api api() {
    if (url != null) {
      return new Api(url);
    }
    String variable = System.getenv("SLATE_URL");
    if (variable != null) {
      return new Api(variable);
    }
    SlateHome slateHome = home();
    return new Api(
        Status.of(slateHome)
            .map(Status::url)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "Slate is not running on " + slateHome.directory(),
                        "start it with: slate up   (or say where it is: --home, --url, SLATE_URL)")));
  }
}
