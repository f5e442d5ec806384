package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;

/**
 * Item vectors with one more coordinate that puts all at the same distance from the origin, so that
 * a graph of near neighbours finds inner products too (Bachrach et al., RecSys 2014). A query's
 * extra coordinate is 0: its scores stay inner products.
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
      extra[i] = product(i, vectors.values(), i * dim());
      longest = Math.max(longest, extra[i]);
    }
    for (int i = 0; i < extra.length; i++) {
      extra[i] = (float) Math.sqrt(longest - extra[i]);
    }
  }

  int size() {
    return extra.length;
  }

  int dim() {
    return vectors.columns();
  }

  /** Inner product of an item with a vector. */
  float product(int item, float[] vector, int at) {
    return KERNEL.dot(vectors.values(), item * dim(), vector, at, dim());
  }

  /** Nearness of two items on the sphere. */
  float between(int a, int b) {
    return product(a, vectors.values(), b * dim()) + extra[a] * extra[b];
  }

  /** An item's vector {@code [d + 1]}. */
  float[] lifted(int item) {
    float[] out = new float[dim() + 1];
    System.arraycopy(vectors.values(), item * dim(), out, 0, dim());
    out[dim()] = extra[item];
    return out;
  }
}
