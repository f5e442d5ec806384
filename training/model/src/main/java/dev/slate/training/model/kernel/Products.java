package dev.slate.training.model.kernel;

/**
 * The three matrix products of a backward pass, all matrices row-major. Each entry sums over the
 * shared dimension in ascending order. Deterministic.
 */
public final class Products {
  private static final Kernel KERNEL = Kernels.best();

  private Products() {}

  /** {@code c[m x n] = a[m x k] * b[k x n]}. */
  public static void ab(int m, int n, int k, float[] a, float[] b, float[] c) {
    KERNEL.multiply(m, n, k, a, k, 1, b, c);
  }

  /** {@code c[m x n] = a[m x k] * (b[n x k])^T}; copies {@code b} once. */
  public static void abT(int m, int n, int k, float[] a, float[] b, float[] c) {
    KERNEL.multiply(m, n, k, a, k, 1, transpose(n, k, b), c);
  }

  /** {@code c[m x n] = (a[k x m])^T * b[k x n]}. */
  public static void aTb(int m, int n, int k, float[] a, float[] b, float[] c) {
    KERNEL.multiply(m, n, k, a, 1, m, b, c);
  }

  /** The transpose of a {@code [rows x columns]} matrix. */
  public static float[] transpose(int rows, int columns, float[] values) {
    float[] out = new float[rows * columns];
    transpose(rows, columns, values, out);
    return out;
  }

  /** Writes the transpose of a {@code [rows x columns]} matrix to {@code out}. */
  public static void transpose(int rows, int columns, float[] values, float[] out) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        out[c * rows + r] = values[r * columns + c];
      }
    }
  }
}
