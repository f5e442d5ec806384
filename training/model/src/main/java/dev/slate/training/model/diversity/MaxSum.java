package dev.slate.training.model.diversity;

import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;

/**
 * Max-sum diversification (Gollapudi and Sharma, WWW 2009; Borodin, Lee and Ye, PODS 2012),
 * greedily: takes, one by one, the item that adds most to {@code lambda * sum of relevance + (1 -
 * lambda) * mean distance to each item of the list, summed}, the distance being {@code 1 - cosine}.
 * The first of equals wins.
 *
 * <p>What it raises is the distance of the mean pair, which intra-list diversity measures; {@link
 * MarginalRelevance} sees the nearest item alone and {@link DeterminantalProcess} how far a new one
 * can be told from all together, so both pay more relevance for the same diversity. O(count n dim).
 * A pick's detail is its mean similarity to those before it.
 *
 * @param lambda 1 is relevance alone, 0 is unlikeness alone
 */
public record MaxSum(float lambda) implements Diversifier {
  /** With the share of relevance that is used where nothing else is configured. */
  public static final MaxSum BY_DEFAULT = new MaxSum(0.35f);

  private static final Kernel KERNEL = Kernels.best();

  /**
   * @throws IllegalArgumentException if lambda is not 0 to 1
   */
  public MaxSum {
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
    float[] sums = new float[n];
    float[] similarity = new float[n];
    boolean[] taken = new boolean[n];
    for (int at = 0; at < length; at++) {
      int best = best(relevance, sums, taken, Math.max(1, length - 1));
      taken[best] = true;
      rows[at] = best;
      details[at] = sums[best] / Math.max(1, at);
      if (at + 1 < length) {
        KERNEL.rowDots(vectors, 0, n, dim, vectors, best * dim, similarity);
        for (int i = 0; i < n; i++) {
          sums[i] += similarity[i];
        }
      }
    }
    return new Picks(rows, details);
  }

  private int best(float[] relevance, float[] sums, boolean[] taken, int others) {
    int best = -1;
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < taken.length; i++) {
      float value = lambda * relevance[i] - (1 - lambda) * sums[i] / others;
      if (!taken[i] && (best < 0 || value > highest)) {
        highest = value;
        best = i;
      }
    }
    return best;
  }
}
