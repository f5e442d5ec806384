package dev.slate.training.model.als;

import dev.slate.training.model.FloatMatrix;

/** Where the pairs of one side's rows are, and who solves for them: this process, or a cluster. */
public interface AlsSide {

  /** Pairs of each row. */
  int[] counts();

  /**
   * Solves every row that has a pair, in any order.
   *
   * @param fixed factors of the other side
   * @param gram {@code F'F} of those
   * @param others rows of the other side that have a pair
   * @param solved the last solution, overwritten
   */
  void solve(FloatMatrix fixed, double[] gram, int others, FloatMatrix solved);
}
