package dev.slate.bench.system;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bench/system/run}: makes a world once, then loads it as often as wanted. */
@Command(
    name = "bench/system/run",
    mixinStandardHelpOptions = true,
    subcommands = {PrepareCommand.class, LoadCommand.class, ExportCommand.class, AskCommand.class},
    description = "Latency, CPU and ceiling of recommendations over a world of a stated size.",
    footer = {
      "",
      "Example: bench/system/run prepare --home /tmp/world --items 100000 --users 100000",
      "         bench/system/run load --home /tmp/world --rates 300 --seconds 30 --rounds 3"
    })
public final class SystemMain {
  private SystemMain() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new SystemMain()).execute(args));
  }
}
