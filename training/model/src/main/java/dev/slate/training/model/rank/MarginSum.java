package dev.slate.training.model.rank;

/** Finds each row's leaf in every tree. Implementations give the same bits. Thread-safe. */
interface MarginSum {

  /**
   * Adds the margins of the leaves reached to {@code out[0..n)}, tree by tree.
   *
   * @param rows {@code [n x inputs]}, row-major; NaN is a missing value
   */
  void add(float[] rows, int inputs, int n, float[] out);
}
