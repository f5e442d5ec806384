package dev.slate.pipelines.nightly.step;

import dev.slate.featurestore.offline.CatalogIngest;
import dev.slate.featurestore.offline.IngestReport;
import dev.slate.featurestore.offline.KafkaIngest;
import dev.slate.featurestore.offline.KafkaLog;
import dev.slate.featurestore.offline.Lake;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Brings the lake up to the end of every topic; may be repeated. */
public record IngestStep(Lake lake, KafkaLog log, Duration maxLateness) {

  public List<IngestReport> run() {
    KafkaIngest logs = new KafkaIngest(lake, log, maxLateness);
    CatalogIngest catalog = new CatalogIngest(lake, log);
    // Served vectors before the events: what they were computed from is in the lake then.
    IngestReport served = logs.servedFeatures();
    return List.of(logs.events(), logs.exposures(), served, catalog.items(), catalog.users());
  }

  /** {@code 200,000 events (3 rejected), 0 exposures, ...}. */
  public static String detail(List<IngestReport> reports) {
    return reports.stream()
        .map(
            report ->
                String.format(Locale.ROOT, "%,d %s", report.accepted(), report.topic())
                    + (report.rejected() == 0
                        ? ""
                        : String.format(Locale.ROOT, " (%,d rejected)", report.rejected()))
                    + (report.erased() == 0
                        ? ""
                        : String.format(Locale.ROOT, " (%,d users erased)", report.erased())))
        .collect(Collectors.joining(", ", "new: ", ""));
  }
}
