package dev.slate.bench.features;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bench/features/run}. */
@Command(
    name = "bench/features/run",
    mixinStandardHelpOptions = true,
    description = "Measures reads of features, and compares with Feast's Python SDK.",
    subcommands = {ReadBench.class, PeerCheck.class, EncodeBench.class})
final class FeaturesMain {
  private FeaturesMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FeaturesMain()).execute(arguments));
  }
}
