package dev.slate.training.model.diversity;

import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;

/**
 * Takes, one by one, the row with the largest {@code gain * relevance - loss * likeness}, likeness
 * being its cosines to the rows already taken, folded one after the other from 0. The first of
 * equals wins. O(count n dim).
 */
record Greedy(float gain, float loss, Fold fold) {
  private static final Kernel KERNEL = Kernels.best();

  /** What likeness becomes when one more row is taken. */
  interface Fold {
    float likeness(float before, float cosine);
  }

  /**
   * @param length at most {@code n}
   * @return with the likeness that each had when it was taken
   */
  Picks choose(float[] relevance, float[] vectors, int dim, int length) {
    int n = relevance.length;
    int[] rows = new int[length];
    float[] details = new float[length];
    float[] likeness = new float[n];
    float[] cosines = new float[n];
    boolean[] taken = new boolean[n];
    for (int at = 0; at < length; at++) {
      int best = best(relevance, likeness, taken);
      taken[best] = true;
      rows[at] = best;
      details[at] = likeness[best];
      if (at + 1 < length) {
        KERNEL.rowDots(vectors, 0, n, dim, vectors, best * dim, cosines);
        for (int i = 0; i < n; i++) {
          likeness[i] = fold.likeness(likeness[i], cosines[i]);
        }
      }
    }
    return new Picks(rows, details);
  }

  private int best(float[] relevance, float[] likeness, boolean[] taken) {
    int best = -1;
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < taken.length; i++) {
      float value = gain * relevance[i] - loss * likeness[i];
      if (!taken[i] && (best < 0 || value > highest)) {
        highest = value;
        best = i;
      }
    }
    return best;
  }
}
