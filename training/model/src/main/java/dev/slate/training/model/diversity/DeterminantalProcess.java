package dev.slate.training.model.diversity;

import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.Arrays;

/**
 * The most probable list of a determinantal point process, greedily (Chen, Zhang, Zhou, NeurIPS
 * 2018, algorithm 1): takes, one by one, the item that adds most to {@code theta * sum of relevance
 * + (1 - theta) * log det S}, where {@code S[i][j] = (1 + cosine) / 2} of the list's items. Unlike
 * {@link MarginalRelevance} it sees when a new item is like several others together.
 *
 * <p>The determinant grows by an incremental Cholesky factor: {@code residual} is the paper's
 * {@code d^2}, {@code factor} its {@code c}. S has rank {@code dim + 1} at most; what is left when
 * it is used up, or equals what was taken, follows by relevance. O(count n (dim + count)). A pick's
 * detail is its residual: 1 for an item unlike all before it, 0 for a copy.
 *
 * @param theta 1 is relevance alone, 0 is unlikeness alone
 */
public record DeterminantalProcess(float theta) implements Diversifier {
  private static final Kernel KERNEL = Kernels.best();

  /** Below it a residual is the rounding of zero. */
  private static final float SPENT = 1e-5f;

  /**
   * @throws IllegalArgumentException if theta is not 0 to 1
   */
  public DeterminantalProcess {
    if (!(theta >= 0 && theta <= 1)) {
      throw new IllegalArgumentException("theta: " + theta + " (expected: 0 to 1)");
    }
  }

  @Override
  public Picks choose(float[] relevance, float[] vectors, int dim, int count) {
    int n = relevance.length;
    int length = Math.min(count, n);
    if (theta == 1) {
      return Picks.first(length);
    }
    int[] rows = new int[length];
    float[] details = new float[length];
    float[] factor = new float[n * length];
    float[] residual = new float[n];
    float[] similarity = new float[n];
    float[] explained = new float[n];
    boolean[] taken = new boolean[n];
    Arrays.fill(residual, 1);
    for (int at = 0; at < length; at++) {
      int best = best(relevance, residual, taken);
      taken[best] = true;
      rows[at] = best;
      details[at] = residual[best];
      if (at + 1 == length || residual[best] < SPENT) {
        continue;
      }
      float root = (float) Math.sqrt(residual[best]);
      KERNEL.rowDots(vectors, 0, n, dim, vectors, best * dim, similarity);
      KERNEL.rowDots(factor, 0, n, length, factor, best * length, explained);
      for (int i = 0; i < n; i++) {
        float e = ((1 + similarity[i]) / 2 - explained[i]) / root;
        factor[i * length + at] = e;
        residual[i] = Math.max(0, residual[i] - e * e);
      }
    }
    return new Picks(rows, details);
  }

  private int best(float[] relevance, float[] residual, boolean[] taken) {
    int best = -1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < taken.length; i++) {
      if (taken[i]) {
        continue;
      }
      // What adds nothing to the determinant comes after all that does.
      double value =
          residual[i] < SPENT
              ? relevance[i] - 1e6
              : theta * relevance[i] + (1 - theta) * Math.log(residual[i]);
      if (best < 0 || value > highest) {
        highest = value;
        best = i;
      }
    }
    return best;
  }
}
