package dev.slate.pipelines.local.cli;

import picocli.CommandLine.Command;

/** {@code slate data}. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Fetches, imports and makes data sets.",
    subcommands = {DataFetchCommand.class, DataImportCommand.class, DataGenerateCommand.class},
    footer = {
      "",
      "Examples:",
      "  slate data fetch ml-1m",
      "  slate data import data/ml-1m",
      "  slate data generate --out /tmp/world --users 500"
    })
public final class DataCommand {}
