package dev.slate.pipelines.nightly.audit;

import dev.slate.featurestore.audit.AuditReport;
import java.util.Locale;
import java.util.TreeMap;

/** An audit for the terminal. */
public final class AuditText {
  private AuditText() {}

  public static String json(AuditReport report) {
    return AuditJson.of(report);
  }

  /** A line for each feature, then what could not be judged and the sum. */
  public static String table(AuditReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%-36s %12s %10s %14s  %s%n",
            "feature", "compared", "differing", "max difference", "example"));
    for (AuditReport.Line line : report.features()) {
      AuditReport.Example example = line.example();
      text.append(
          String.format(
              Locale.ROOT,
              "%-36s %,12d %,10d %14s  %s%n",
              line.feature(),
              line.compared(),
              line.differing(),
              line.differing() == 0 ? "" : Double.toString(line.maxDifference()),
              example == null
                  ? ""
                  : example.served()
                      + " served, "
                      + example.recomputed()
                      + " recomputed: request "
                      + example.requestId()
                      + ", item "
                      + example.itemId()));
    }
    new TreeMap<>(report.notJudged())
        .forEach(
            (reason, floats) ->
                text.append(String.format(Locale.ROOT, "not judged: %,d, %s%n", floats, reason)));
    return text.append(
            String.format(
                Locale.ROOT,
                "%,d requests, %,d vectors: %,d floats compared, %,d differ",
                report.requests(),
                report.vectors(),
                report.compared(),
                report.differing()))
        .toString();
  }
}
