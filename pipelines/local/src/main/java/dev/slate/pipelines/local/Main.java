package dev.slate.pipelines.local;

import dev.slate.data.config.InvalidConfigException;
import dev.slate.pipelines.local.cli.DataCommand;
import dev.slate.pipelines.local.cli.DoctorCommand;
import dev.slate.pipelines.local.cli.DownCommand;
import dev.slate.pipelines.local.cli.ExperimentsCommand;
import dev.slate.pipelines.local.cli.FeaturesCommand;
import dev.slate.pipelines.local.cli.ModelsCommand;
import dev.slate.pipelines.local.cli.RecommendCommand;
import dev.slate.pipelines.local.cli.ReplayCommand;
import dev.slate.pipelines.local.cli.RunsCommand;
import dev.slate.pipelines.local.cli.SimulateCommand;
import dev.slate.pipelines.local.cli.StatusCommand;
import dev.slate.pipelines.local.cli.TopicsCommand;
import dev.slate.pipelines.local.up.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code slate} command: everything but the processes that have mains of their own. */
@Command(
    name = "slate",
    mixinStandardHelpOptions = true,
    description = "Recommends: learns nightly, reacts within a second, answers in milliseconds.",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      DoctorCommand.class,
      RecommendCommand.class,
      SimulateCommand.class,
      ReplayCommand.class,
      ExperimentsCommand.class,
      FeaturesCommand.class,
      ModelsCommand.class,
      RunsCommand.class,
      TopicsCommand.class,
      DataCommand.class
    })
public final class Main {
  private static final int FAILURE = 1;
  private static final int BAD_USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println(Failures.describe(failure));
          return failure instanceof InvalidConfigException ? BAD_USAGE : FAILURE;
        });
    return commandLine;
  }
}
