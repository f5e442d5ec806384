package dev.slate.featurestore.audit;

import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;

/** Counts what was compared, feature by feature. Not thread-safe; tallies of parts can be added. */
public final class AuditTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, FeatureTally> features = new TreeMap<>();
  private final TreeMap<String, Long> notJudged = new TreeMap<>();
  private long requests;
  private long vectors;

  void request(int candidates) {
    requests++;
    vectors += candidates;
  }

  void notJudged(String reason, long floats) {
    notJudged.merge(reason, floats, Long::sum);
  }

  /** Equal is what has the same bits, so NaN equals itself and 0 does not equal -0. */
  void compare(String feature, float served, float recomputed, String requestId, String itemId) {
    FeatureTally tally = features.get(feature);
    if (tally == null) {
      tally = new FeatureTally(feature);
      features.put(feature, tally);
    }
    tally.compare(served, recomputed, requestId, itemId);
  }

  /** Adds another tally to this one. */
  public void add(AuditTally other) {
    other.features.forEach(
        (name, tally) -> features.computeIfAbsent(name, FeatureTally::new).add(tally));
    other.notJudged.forEach(this::notJudged);
    requests += other.requests;
    vectors += other.vectors;
  }

  /** As of now. */
  public AuditReport report(long ranMs, long sinceMs) {
    List<AuditReport.Line> lines = features.values().stream().map(FeatureTally::line).toList();
    return new AuditReport(ranMs, sinceMs, requests, vectors, lines, notJudged);
  }
}
