package dev.slate.pipelines.nightly.audit;

import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.audit.AuditReport;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.audit.AuditTable;
import dev.slate.featurestore.offline.audit.ServedAudit;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the vectors served since a time, keeps the result in the lake and tells serving; may be
 * repeated.
 */
public record AuditStep(SlateConfig config, Lake lake, long sinceMs, long nowMs) {
  private static final Logger LOG = LoggerFactory.getLogger(AuditStep.class);

  /** The day before a time: what one night judges. */
  public static AuditStep ofTheDayBefore(SlateConfig config, Lake lake, long nowMs) {
    return new AuditStep(config, lake, nowMs - Duration.ofDays(1).toMillis(), nowMs);
  }

  public AuditReport run() {
    ServedAudit audit =
        new ServedAudit(lake, new RegistryScores(config.paths().registry().toString()));
    AuditReport report = audit.run(sinceMs, nowMs);
    new AuditTable(lake).add(report);
    new AuditTopic(config.kafka().bootstrapServers()).tell(report);
    return report;
  }

  /** As {@link #run}; empty if it failed: an audit that cannot run must not stop the night. */
  public Optional<AuditReport> tryRun() {
    try {
      return Optional.of(run());
    } catch (RuntimeException e) {
      LOG.error("the audit of served vectors failed", e);
      return Optional.empty();
    }
  }

  public static String detail(Optional<AuditReport> report) {
    return report.map(AuditStep::detail).orElse("failed, see the log");
  }

  private static String detail(AuditReport report) {
    return String.format(
        Locale.ROOT,
        "%,d floats of %,d requests: %,d differ, %,d not judged",
        report.compared(),
        report.requests(),
        report.differing(),
        report.unjudged());
  }
}
