package dev.slate.training.model.sequence;

import dev.slate.training.model.FloatMatrix;

/** Where parameters come from, by name. */
@FunctionalInterface
public interface Tensors {

  /**
   * @return a matrix of exactly this shape
   * @throws IllegalArgumentException naming the tensor if there is none of this shape
   */
  FloatMatrix get(String name, int rows, int columns);

  /** Nothing but zeros, as for gradients. */
  static Tensors zeros() {
    return (name, rows, columns) -> FloatMatrix.zeros(rows, columns);
  }
}
