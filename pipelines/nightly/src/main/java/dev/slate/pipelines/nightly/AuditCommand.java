package dev.slate.pipelines.nightly;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.audit.AuditReport;
import dev.slate.featurestore.offline.KafkaLog;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.SparkSessions;
import dev.slate.pipelines.nightly.audit.AuditStep;
import dev.slate.pipelines.nightly.audit.AuditText;
import dev.slate.pipelines.nightly.step.IngestStep;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slate features audit}: the audit of served vectors, now. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Computes the vectors that serving ranked with again from the lake, and compares the bits.",
      "Brings the lake up to date first. Exits 0 if none differ, 1 if any does or it failed."
    },
    footer = {
      "",
      "Examples:",
      "  slate features audit",
      "  slate features audit --since PT1H --json"
    })
public final class AuditCommand implements Callable<Integer> {
  private static final int EQUAL = 0;
  private static final int DIFFERENT = 1;
  private static final int BAD_USAGE = 2;

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      description = "How far back, such as PT1H or P7D; default ${DEFAULT-VALUE}.",
      defaultValue = "P1D")
  private Duration since = Duration.ofDays(1);

  @Option(names = "--json", description = "Print the result as JSON, for machines.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      AuditReport report = audit(ConfigReader.read());
      System.out.println(json ? AuditText.json(report) : AuditText.table(report));
      return report.differing() == 0 ? EQUAL : DIFFERENT;
    } catch (InvalidConfigException e) {
      System.err.println("slate features audit: " + e.getMessage());
      return BAD_USAGE;
    }
  }

  private AuditReport audit(SlateConfig config) {
    Lake lake =
        new Lake(
            SparkSessions.start(config.nightly().master(), config.home().resolve("tmp")),
            config.paths().lake());
    System.err.println(
        IngestStep.detail(
            new IngestStep(
                    lake,
                    new KafkaLog(config.kafka().bootstrapServers()),
                    config.stream().maxLateness())
                .run()));
    long nowMs = System.currentTimeMillis();
    return new AuditStep(config, lake, nowMs - since.toMillis(), nowMs).run();
  }
}
