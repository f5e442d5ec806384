package dev.slate.training.spark.evaluate;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.Arrays;

/** Ranks items by the sum of the weights that the user's items give them. */
public final class EaseContender implements BlockScorer {
  private static final Kernel KERNEL = Kernels.best();

  private final FloatMatrix weights;
  private final int[][] choices;

  /**
   * @param weights {@code [n x n]}, as {@code Ease} makes them
   * @param choices item rows by user
   */
  public EaseContender(FloatMatrix weights, int[][] choices) {
    this.weights = weights;
    this.choices = choices;
  }

  @Override
  public String name() {
    return "ease";
  }

  @Override
  public int items() {
    return weights.rows();
  }

  @Override
  public void score(int[] users, int from, int to, float[] out) {
    int n = weights.rows();
    Arrays.fill(out, 0, (to - from) * n, 0);
    for (int i = from; i < to; i++) {
      for (int item : choices[users[i]]) {
        KERNEL.addScaled(1, weights.values(), item * n, out, (i - from) * n, n);
      }
    }
  }
}
