package dev.slate.training.spark.evaluate;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.function.IntFunction;

/**
 * Ranks items by the inner product of their vectors with the user's: a block of users at a time is
 * one matrix product. Each score sums over ascending dimension, as in {@code ExactIndex}.
 */
public final class DenseContender implements BlockScorer {
  private static final Kernel KERNEL = Kernels.best();

  /** Columns of the kernel's register block; rows of this many stay out of its slow tail. */
  private static final int PANEL = 16;

  private final String name;
  private final IntFunction<float[]> userVector;
  private final int items;
  private final int dim;
  private final int width;
  private final float[] byDimension;

  /**
   * @param userVector thread-safe; a vector {@code [d]} by user
   * @param itemVectors {@code [n x d]}
   * @throws IllegalArgumentException if an item's vector is not finite
   */
  public DenseContender(String name, IntFunction<float[]> userVector, FloatMatrix itemVectors) {
    if (!itemVectors.isFinite()) {
      throw new IllegalArgumentException(name + ": item vectors not finite (expected: finite)");
    }
    this.name = name;
    this.userVector = userVector;
    items = itemVectors.rows();
    dim = itemVectors.columns();
    width = width(items);
    byDimension = new float[Math.multiplyExact(dim, width)];
    for (int item = 0; item < items; item++) {
      for (int d = 0; d < dim; d++) {
        byDimension[d * width + item] = itemVectors.get(item, d);
      }
    }
  }

  /** An odd number of panels: rows a power of two apart would share cache sets. */
  private static int width(int items) {
    return (Math.max(1, (items + PANEL - 1) / PANEL) | 1) * PANEL;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int items() {
    return items;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void score(int[] users, int from, int to, float[] out) {
    float[] vectors = new float[(to - from) * dim];
    for (int i = from; i < to; i++) {
      System.arraycopy(userVector.apply(users[i]), 0, vectors, (i - from) * dim, dim);
    }
    KERNEL.multiply(to - from, width, dim, vectors, dim, 1, byDimension, out);
  }
}
