package dev.slate.training.model.diversity;

import java.util.Arrays;

/** Scores of one list on a scale that does not depend on who made them. */
public final class Relevance {
  private Relevance() {}

  /**
   * The scores moved and stretched to 0..1 within the list; all 1 where they do not differ. What is
   * not finite counts as the lowest.
   */
  public static float[] scaled(float[] scores) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      if (Float.isFinite(score)) {
        low = Math.min(low, score);
        high = Math.max(high, score);
      }
    }
    float[] scaled = new float[scores.length];
    if (!(high > low)) {
      Arrays.fill(scaled, 1);
      return scaled;
    }
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Float.isFinite(scores[i]) ? (scores[i] - low) / (high - low) : 0;
    }
    return scaled;
  }
}
