package dev.slate.featurestore.audit;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an audit of served vectors found.
 *
 * @param ranMs when it ran
 * @param sinceMs it judged the requests from this time on
 * @param requests it read
 * @param vectors of those requests
 * @param features one line each, by name; only floats that could be judged
 * @param notJudged floats by the reason why they could not be judged; never counted as equal
 */
public record AuditReport(
    long ranMs,
    long sinceMs,
    long requests,
    long vectors,
    List<Line> features,
    Map<String, Long> notJudged) {

  /**
   * One feature.
   *
   * @param differing floats of other bits
   * @param maxDifference infinite where one side is no number
   * @param example the first that differed, null if none did
   */
  public record Line(
      String feature,
      long compared,
      long differing,
      double maxDifference,
      @Nullable Example example) {}

  /** One float that differed. */
  public record Example(String requestId, String itemId, float served, float recomputed)
      implements Serializable {}

  public AuditReport {
    features = List.copyOf(features);
    notJudged = Map.copyOf(notJudged);
  }

  public long compared() {
    return features.stream().mapToLong(Line::compared).sum();
  }

  public long differing() {
    return features.stream().mapToLong(Line::differing).sum();
  }

  public long unjudged() {
    return notJudged.values().stream().mapToLong(Long::longValue).sum();
  }
}
