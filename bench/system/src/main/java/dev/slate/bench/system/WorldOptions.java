package dev.slate.bench.system;

import picocli.CommandLine.Option;

/** How large a world a command makes. */
final class WorldOptions {
  @Option(names = "--items", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}")
  private int items;

  @Option(names = "--users", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}")
  private int users;

  @Option(
      names = "--events",
      defaultValue = "20",
      description = "Per user. Default: ${DEFAULT-VALUE}")
  private int events;

  WorldShape shape() {
    return new WorldShape(items, users, events);
  }
}
