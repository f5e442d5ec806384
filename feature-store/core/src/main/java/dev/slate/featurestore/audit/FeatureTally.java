package dev.slate.featurestore.audit;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Counts of one feature. */
final class FeatureTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String feature;
  private long compared;
  private long differing;
  private double maxDifference;
  private AuditReport.@Nullable Example example;

  FeatureTally(String feature) {
    this.feature = feature;
  }

  void compare(float served, float recomputed, String requestId, String itemId) {
    compared++;
    if (Float.floatToIntBits(served) == Float.floatToIntBits(recomputed)) {
      return;
    }
    differing++;
    double difference = Math.abs((double) served - recomputed);
    // A number on one side only differs more than any two numbers.
    maxDifference =
        Math.max(maxDifference, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    if (example == null) {
      example = new AuditReport.Example(requestId, itemId, served, recomputed);
    }
  }

  void add(FeatureTally other) {
    compared += other.compared;
    differing += other.differing;
    maxDifference = Math.max(maxDifference, other.maxDifference);
    example = example == null ? other.example : example;
  }

  AuditReport.Line line() {
    return new AuditReport.Line(feature, compared, differing, maxDifference, example);
  }
}
