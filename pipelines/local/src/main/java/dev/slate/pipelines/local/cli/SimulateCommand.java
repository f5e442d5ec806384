package dev.slate.pipelines.local.cli;

import dev.slate.data.world.World;
import dev.slate.data.world.WorldSpec;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Step;
import dev.slate.pipelines.local.console.Terminal;
import dev.slate.pipelines.local.imports.ImportMarker;
import dev.slate.pipelines.local.simulate.Players;
import dev.slate.pipelines.local.simulate.VariantCounts;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slate simulate}: users of the synthetic world use the API. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description =
        "Users of the synthetic world ask for slates, react by their true tastes, and send what they"
            + " did. Shows the click-through rate of each experiment's variants.",
    footer = {
      "",
      "Examples:",
      "  slate simulate --users 200 --minutes 2",
      "  slate experiments start rerank-diversity && slate simulate --minutes 5 --rate 40"
    })
public final class SimulateCommand implements Callable<Integer> {
  @Mixin private ApiOptions options = new ApiOptions();

  @Option(names = "--users", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}")
  private int users;

  @Option(names = "--minutes", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}")
  private double minutes;

  @Option(
      names = "--rate",
      defaultValue = "20",
      description = "Visits a second. Default: ${DEFAULT-VALUE}")
  private double rate;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}")
  private long seed;

  @Override
  public Integer call() throws InterruptedException {
    requirePositive("--users", users);
    requirePositive("--minutes", minutes);
    requirePositive("--rate", rate);
    Api api = options.api();
    WorldSpec spec =
        ImportMarker.of(options.home(), ImportMarker.WORLD)
            .map(ImportMarker::world)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "home " + options.home().directory() + " does not hold the synthetic world",
                        "only its users have tastes that are known; start one with: slate up --home"
                            + " DIR (without --data), and simulate with the same --home"));
    Players players = new Players(api, World.generate(Objects.requireNonNull(spec)), users, seed);
    Terminal terminal = Terminal.ofStandardOutput();
    Step step = terminal.step("Simulate");
    VariantCounts counts =
        players.play(
            rate, Duration.ofMillis(Math.round(minutes * 60_000)), now -> step.update(now.line()));
    if (options.json()) {
      terminal.show("");
      System.out.println(counts.toJson().toPrettyString());
    } else {
      step.done(counts.line());
      terminal.print(counts.table());
    }
    return 0;
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new CommandFailure(name + ": " + value + " (expected: more than 0)", "");
    }
  }
}
