package dev.slate.training.model.rank;

/** Scores candidates by their feature vectors. Immutable and safe for many threads. */
public interface Ranker {
  /** Values of one row. */
  int inputs();

  /**
   * @param rows {@code [n x inputs]}, row-major; NaN is a missing value
   * @param out {@code [n]}, higher is better
   */
  void score(float[] rows, int n, float[] out);
}
