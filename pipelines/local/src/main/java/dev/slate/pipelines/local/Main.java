package dev.slate.pipelines.local;

import dev.slate.data.config.InvalidConfigException;
import dev.slate.pipelines.local.cli.DataCommand;
import dev.slate.pipelines.local.cli.DeadLettersCommand;
import dev.slate.pipelines.local.cli.DoctorCommand;
import dev.slate.pipelines.local.cli.DownCommand;
import dev.slate.pipelines.local.cli.ExperimentsCommand;
import dev.slate.pipelines.local.cli.FeaturesCommand;
import dev.slate.pipelines.local.cli.KeysCommand;
import dev.slate.pipelines.local.cli.ModelsCommand;
import dev.slate.pipelines.local.cli.RecommendCommand;
import dev.slate.pipelines.local.cli.ReplayCommand;
import dev.slate.pipelines.local.cli.ReplayRequestCommand;
import dev.slate.pipelines.local.cli.RunsCommand;
import dev.slate.pipelines.local.cli.SimulateCommand;
import dev.slate.pipelines.local.cli.StatusCommand;
import dev.slate.pipelines.local.cli.TopicsCommand;
import dev.slate.pipelines.local.cli.TracesCommand;
import dev.slate.pipelines.local.cli.UsersCommand;
import dev.slate.pipelines.local.up.UpCommand;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code slate} command: everything but the processes that have mains of their own. */
@Command(
    name = "slate",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Recommends: learns nightly, reacts within a second, answers in milliseconds.")
public final class Main {
  private static final int FAILURE = 1;
  private static final int BAD_USAGE = 2;

  private static final Map<String, Supplier<Object>> COMMANDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("up", UpCommand::new),
              Map.entry("down", DownCommand::new),
              Map.entry("status", StatusCommand::new),
              Map.entry("doctor", DoctorCommand::new),
              Map.entry("recommend", RecommendCommand::new),
              Map.entry("simulate", SimulateCommand::new),
              Map.entry("replay", ReplayCommand::new),
              Map.entry("replay-request", ReplayRequestCommand::new),
              Map.entry("traces", TracesCommand::new),
              Map.entry("experiments", ExperimentsCommand::new),
              Map.entry("features", FeaturesCommand::new),
              Map.entry("models", ModelsCommand::new),
              Map.entry("runs", RunsCommand::new),
              Map.entry("users", UsersCommand::new),
              Map.entry("topics", TopicsCommand::new),
              Map.entry("keys", KeysCommand::new),
              Map.entry("dead-letters", DeadLettersCommand::new),
              Map.entry("data", DataCommand::new)));

  private Main() {}

  public static void main(String[] args) {
    boolean known = args.length > 0 && COMMANDS.containsKey(args[0]);
    System.exit(commandLine(known ? Set.of(args[0]) : commands()).execute(args));
  }

  static Set<String> commands() {
    return COMMANDS.keySet();
  }

  /** Only with the commands that are asked for: to read the options of all takes longer. */
  private static CommandLine commandLine(Set<String> names) {
    CommandLine commandLine = new CommandLine(new Main());
    COMMANDS.forEach(
        (name, command) -> {
          if (names.contains(name)) {
            commandLine.addSubcommand(name, command.get());
          }
        });
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println(Failures.describe(failure));
          return failure instanceof InvalidConfigException ? BAD_USAGE : FAILURE;
        });
    return commandLine;
  }
}
