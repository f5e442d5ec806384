package dev.slate.data.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The rules that a batch must keep before anything is learnt from it. Pure. */
public final class BatchRules {
  private BatchRules() {}

  /** Applies every rule; one that fails does not hide the others. */
  public static ValidationReport check(BatchSummary batch, BatchThresholds thresholds, long nowMs) {
    List<Finding> findings = new ArrayList<>();
    findings.add(enough(batch, thresholds));
    findings.add(fresh(batch, thresholds, nowMs));
    findings.add(share("unknown-items", batch.unknownItems(), batch, thresholds.maxUnknownItems()));
    findings.add(share("in-future", batch.inFuture(), batch, thresholds.maxInFuture()));
    findings.add(share("duplicates", batch.duplicates(), batch, thresholds.maxDuplicates()));
    new TreeMap<>(batch.nulls())
        .forEach(
            (field, missing) ->
                findings.add(atMost("nulls:" + field, missing, thresholds.maxNulls())));
    return new ValidationReport(findings);
  }

  private static Finding enough(BatchSummary batch, BatchThresholds thresholds) {
    return new Finding(
        "enough-events",
        String.format(Locale.ROOT, "%,d events", batch.events()),
        String.format(Locale.ROOT, "at least %,d", thresholds.minEvents()),
        batch.events() >= thresholds.minEvents());
  }

  private static Finding fresh(BatchSummary batch, BatchThresholds thresholds, long nowMs) {
    String expected = "at most " + hours(thresholds.maxAge()) + " old";
    if (batch.events() == 0) {
      return new Finding("fresh", "no event", expected, false);
    }
    Duration age = Duration.ofMillis(nowMs - batch.newestEventMs());
    return new Finding(
        "fresh",
        "newest event of "
            + Instant.ofEpochMilli(batch.newestEventMs())
            + ", "
            + hours(age)
            + " old",
        expected,
        age.compareTo(thresholds.maxAge()) <= 0);
  }

  private static String hours(Duration duration) {
    return String.format(Locale.ROOT, "%.1f h", duration.toMinutes() / 60.0);
  }

  private static Finding share(String rule, long part, BatchSummary batch, double max) {
    return atMost(rule, new Share(part, batch.events()), max);
  }

  private static Finding atMost(String rule, Share share, double max) {
    return new Finding(
        rule,
        share.toString(),
        String.format(Locale.ROOT, "at most %.4f", max),
        share.value() <= max);
  }
}
