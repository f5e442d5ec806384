package dev.slate.training.model.rank;

/** Scores candidates by their feature vectors. Immutable and safe for many threads. */
public interface Ranker {
  /** Values of one row. */
  int inputs();

  /**
   * Log-odds that the user chooses the item.
   *
   * @param rows {@code [n x inputs]}, row-major; NaN is a missing value
   * @param out {@code [n]}, higher is better
   */
  void margins(float[] rows, int n, float[] out);

  /** Probabilities: the sigmoid of {@link #margins}. */
  default void score(float[] rows, int n, float[] out) {
    margins(rows, n, out);
    for (int r = 0; r < n; r++) {
      out[r] = (float) (1 / (1 + Math.exp(-out[r])));
    }
  }

  /** What ranks where there is no time for this one; itself if nothing is cheaper. */
  default Ranker light() {
    return this;
  }
}
