package dev.slate.pipelines.streaming;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Exactness under fire, at full size; exit code 1 if anything in Redis differs from the truth. */
@Command(
    name = "fire",
    mixinStandardHelpOptions = true,
    description = "Kills, stops, cuts and truncates while the stream job folds a log.",
    footer = {"", "Example: FireMain --events 2000000 --kills 200 --seeds 1,2,3,4,5"})
final class FireMain implements Callable<Integer> {
  private enum Kind {
    SLATE,
    NAIVE
  }

  @Option(names = "--events", description = "Of each seed. Default: ${DEFAULT-VALUE}")
  private int events = 2_000_000;

  @Option(names = "--kills", description = "Of each seed. Default: ${DEFAULT-VALUE}")
  private int kills = 200;

  @Option(names = "--seeds", split = ",", description = "Default: ${DEFAULT-VALUE}")
  private long[] seeds = {1};

  @Option(names = "--writer", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Kind writer = Kind.SLATE;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new FireMain()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    long violations = 0;
    for (long seed : seeds) {
      Path directory = Files.createTempDirectory("slate-fire");
      try (Fire fire =
          new Fire(
              Fire.Plan.of(seed, events, kills),
              directory,
              writer == Kind.SLATE ? SlateUnderFire::new : NaiveUnderFire::new)) {
        FireReport report = fire.run();
        System.out.println(report);
        violations += report.violations().total() + report.keysChangedByZombie();
      } finally {
        delete(directory);
      }
    }
    System.out.printf(
        "%s: %,d violations in %d seeds %s%n",
        writer, violations, seeds.length, Arrays.toString(seeds));
    return violations == 0 ? 0 : 1;
  }

  private static void delete(Path directory) throws java.io.IOException {
    List<Path> files;
    try (var walk = Files.walk(directory)) {
      files = walk.sorted(java.util.Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
