package dev.slate.pipelines.nightly;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Those commands of {@code slate features} that need Spark and the lake. */
@Command(
    name = "slate features",
    mixinStandardHelpOptions = true,
    description = "The offline half of the feature store.",
    subcommands = {AuditCommand.class, BootstrapCommand.class, TrainingSetCommand.class})
public final class FeaturesMain {
  private FeaturesMain() {}

  public static void main(String[] arguments) {
    if (Boolean.getBoolean("slate.terminal")) {
      System.setProperty("slate.log.level", "warn");
    }
    System.exit(new CommandLine(new FeaturesMain()).execute(arguments));
  }
}
