package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;

/**
 * Vectors with one more coordinate that puts all at the same distance from the origin, so that a
 * graph of near neighbours finds inner products too (Bachrach et al., RecSys 2014). A query's extra
 * coordinate is 0: its scores stay inner products.
 */
final class Sphere {
  private static final Kernel KERNEL = Kernels.best();

  private final FloatMatrix vectors;
  private final float[] extra;

  Sphere(FloatMatrix vectors) {
    Queries.check(vectors);
    this.vectors = vectors;
    this.extra = new float[vectors.rows()];
    float longest = 0;
    for (int i = 0; i < extra.length; i++) {
      int at = i * vectors.columns();
      extra[i] = KERNEL.dot(vectors.values(), at, vectors.values(), at, vectors.columns());
      longest = Math.max(longest, extra[i]);
    }
    for (int i = 0; i < extra.length; i++) {
      extra[i] = (float) Math.sqrt(longest - extra[i]);
    }
  }

  int size() {
    return extra.length;
  }

  /** Nearness of a vector to some others on the sphere, as {@link Kernel#gatherDots} writes it. */
  void between(int to, int[] rows, int count, float[] out) {
    int d = vectors.columns();
    KERNEL.gatherDots(vectors.values(), d, rows, count, vectors.values(), to * d, out);
    for (int i = 0; i < count; i++) {
      out[i] = Math.fma(extra[to], extra[rows[i]], out[i]);
    }
  }

  /** A vector on the sphere {@code [d + 1]}. */
  float[] lifted(int row) {
    int d = vectors.columns();
    float[] out = new float[d + 1];
    System.arraycopy(vectors.values(), row * d, out, 0, d);
    out[d] = extra[row];
    return out;
  }
}
