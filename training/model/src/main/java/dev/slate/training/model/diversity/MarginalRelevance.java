package dev.slate.training.model.diversity;

import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;

/**
 * Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): takes, one by one, the item
 * with the largest {@code lambda * relevance - (1 - lambda) * similarity to the nearest taken one},
 * the similarity being the cosine, a negative one as 0. The first of equals wins.
 *
 * <p>O(count n dim). A pick's detail is its similarity to the nearest taken one.
 *
 * @param lambda 1 is relevance alone, 0 is unlikeness alone
 */
public record MarginalRelevance(float lambda) implements Diversifier {
  private static final Kernel KERNEL = Kernels.best();

  /**
   * @throws IllegalArgumentException if lambda is not 0 to 1
   */
  public MarginalRelevance {
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException("lambda: " + lambda + " (expected: 0 to 1)");
    }
  }

  @Override
  public Picks choose(float[] relevance, float[] vectors, int dim, int count) {
    int n = relevance.length;
    int length = Math.min(count, n);
    if (lambda == 1) {
      return Picks.first(length);
    }
    int[] rows = new int[length];
    float[] details = new float[length];
    float[] nearest = new float[n];
    float[] similarity = new float[n];
    boolean[] taken = new boolean[n];
    for (int at = 0; at < length; at++) {
      int best = best(relevance, nearest, taken);
      taken[best] = true;
      rows[at] = best;
      details[at] = nearest[best];
      if (at + 1 < length) {
        KERNEL.rowDots(vectors, 0, n, dim, vectors, best * dim, similarity);
        for (int i = 0; i < n; i++) {
          nearest[i] = Math.max(nearest[i], similarity[i]);
        }
      }
    }
    return new Picks(rows, details);
  }

  private int best(float[] relevance, float[] nearest, boolean[] taken) {
    int best = -1;
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < taken.length; i++) {
      float value = lambda * relevance[i] - (1 - lambda) * nearest[i];
      if (!taken[i] && (best < 0 || value > highest)) {
        highest = value;
        best = i;
      }
    }
    return best;
  }
}
