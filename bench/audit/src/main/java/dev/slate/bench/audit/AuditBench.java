package dev.slate.bench.audit;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.featurestore.audit.AuditReport;
import dev.slate.featurestore.offline.SparkSessions;
import dev.slate.pipelines.nightly.audit.AuditText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Serves, logs, replays: how many floats differ between what was served and what the lake gives.
 */
@Command(
    name = "audit-bench",
    mixinStandardHelpOptions = true,
    description =
        "Serves slates from a live stream of events until so many floats are logged, then computes"
            + " each of them again from the lake. Exits 0 if none differs.")
public final class AuditBench implements Callable<Integer> {
  @Option(names = "--floats", description = "At least so many; default ${DEFAULT-VALUE}.")
  private long floats = 1_000_000;

  @Option(names = "--events", description = "In the log before; default ${DEFAULT-VALUE}.")
  private int events = 50_000;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AuditBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("audit-bench");
    int width = new FeatureAssembler(FeatureCatalog.standard()).size();
    try (LiveDay day = new LiveDay(directory, SparkSessions.start("local[2]", directory))) {
      day.prepare(events);
      long served = System.nanoTime();
      day.serve(floats / width + 1);
      long audited = System.nanoTime();
      AuditReport report = day.audit();
      System.out.println(AuditText.table(report));
      System.out.printf(
          "served in %.1f s, audited in %.1f s%n",
          (audited - served) / 1e9, (System.nanoTime() - audited) / 1e9);
      return report.differing() == 0 && report.compared() >= floats ? 0 : 1;
    }
  }
}
