package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.SplittableRandom;

/**
 * An order of vectors in which near ones mostly lie near each other in memory, so that a walk from
 * neighbour to neighbour stays on few pages: halves along the line through two of the vectors,
 * again and again. O(n d log n).
 */
final class LocalOrder {
  private static final Kernel KERNEL = Kernels.best();
  private static final int LEAF = 32;

  private final FloatMatrix vectors;
  private final SplittableRandom random;
  private final int[] order;
  private final float[] keys;
  private final float[] direction;

  private LocalOrder(FloatMatrix vectors, long seed) {
    this.vectors = vectors;
    this.random = new SplittableRandom(seed);
    this.order = new int[vectors.rows()];
    this.keys = new float[vectors.rows() + Kernel.LANES];
    this.direction = new float[vectors.columns()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }

  /** Row by position {@code [n]}; the same vectors and seed give the same order. */
  static int[] of(FloatMatrix vectors, long seed) {
    LocalOrder local = new LocalOrder(vectors, seed);
    local.halve(0, vectors.rows());
    return local.order;
  }

  private void halve(int from, int to) {
    if (to - from <= LEAF) {
      return;
    }
    int d = vectors.columns();
    int a = order[from + random.nextInt(to - from)] * d;
    int b = order[from + random.nextInt(to - from)] * d;
    for (int i = 0; i < d; i++) {
      direction[i] = vectors.values()[a + i] - vectors.values()[b + i];
    }
    for (int i = from; i < to; i++) {
      keys[i] = KERNEL.dot(vectors.values(), order[i] * d, direction, 0, d);
    }
    int middle = (from + to) >>> 1;
    select(from, to - 1, middle);
    halve(from, middle);
    halve(middle, to);
  }

  /** Hoare's quickselect: smaller keys before {@code middle}, the others behind. */
  private void select(int low, int high, int middle) {
    while (low < high) {
      float pivot = keys[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (keys[i] < pivot) {
          i++;
        }
        while (keys[j] > pivot) {
          j--;
        }
        if (i <= j) {
          swap(i++, j--);
        }
      }
      if (middle <= j) {
        high = j;
      } else if (middle >= i) {
        low = i;
      } else {
        return;
      }
    }
  }

  private void swap(int i, int j) {
    int row = order[i];
    order[i] = order[j];
    order[j] = row;
    float key = keys[i];
    keys[i] = keys[j];
    keys[j] = key;
  }
}
