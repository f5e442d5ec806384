package dev.slate.training.model.ease;

import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Inverse of a symmetric positive definite matrix by block Gauss-Jordan elimination. Such a matrix
 * needs no pivoting: what is left to eliminate stays positive definite. n^3 multiply-adds, nearly
 * all in matrix products; blocks on the diagonal are inverted in double.
 */
final class BlockInverse {
  private static final Kernel KERNEL = Kernels.best();
  private static final int BLOCK = 64;

  private BlockInverse() {}

  /**
   * Replaces a matrix by its inverse, on all cores; every entry is computed in one fixed order.
   *
   * @param a {@code [n x n]}, row-major
   * @param listener is told how many of the equal parts of the work are done; what it throws ends
   *     it
   * @throws IllegalArgumentException if the matrix is not positive definite
   */
  static void invert(float[] a, int n, IntConsumer listener) {
    for (int k = 0; k < n; k += BLOCK) {
      eliminate(a, n, k, Math.min(BLOCK, n - k));
      listener.accept(k / BLOCK + 1);
    }
  }

  /** Parts of the work. */
  static int parts(int n) {
    return (n + BLOCK - 1) / BLOCK;
  }

  /** Solves for rows {@code k .. k + width} and takes them out of all others. */
  private static void eliminate(float[] a, int n, int k, int width) {
    float[] pivot = inverse(a, n, k, width);
    float[] old = new float[width * n];
    System.arraycopy(a, k * n, old, 0, width * n);
    float[] panel = new float[width * n];
    KERNEL.multiply(width, n, width, pivot, width, 1, old, panel);
    for (int r = 0; r < width; r++) {
      System.arraycopy(pivot, r * width, panel, r * n + k, width);
    }
    System.arraycopy(panel, 0, a, k * n, width * n);
    IntStream.range(0, parts(n))
        .parallel()
        .filter(tile -> tile * BLOCK != k)
        .forEach(tile -> subtract(a, n, k, width, panel, tile * BLOCK));
  }

  private static void subtract(float[] a, int n, int k, int width, float[] panel, int from) {
    int rows = Math.min(BLOCK, n - from);
    float[] factor = new float[rows * width];
    for (int r = 0; r < rows; r++) {
      int at = (from + r) * n + k;
      System.arraycopy(a, at, factor, r * width, width);
      Arrays.fill(a, at, at + width, 0);
    }
    float[] product = new float[rows * n];
    KERNEL.multiply(rows, n, width, factor, width, 1, panel, product);
    KERNEL.addScaled(-1, product, 0, a, from * n, rows * n);
  }

  /** Of a small block on the diagonal, by Gauss-Jordan elimination in double. */
  private static float[] inverse(float[] a, int n, int k, int width) {
    double[][] m = new double[width][width];
    for (int r = 0; r < width; r++) {
      for (int c = 0; c < width; c++) {
        m[r][c] = a[(k + r) * n + k + c];
      }
    }
    for (int p = 0; p < width; p++) {
      if (!(m[p][p] > 0)) {
        throw new IllegalArgumentException(
            "pivot " + (k + p) + ": " + m[p][p] + " (expected: above 0; is l2 too small?)");
      }
      double scale = 1 / m[p][p];
      m[p][p] = 1;
      for (int c = 0; c < width; c++) {
        m[p][c] *= scale;
      }
      for (int r = 0; r < width; r++) {
        double factor = m[r][p];
        if (r != p) {
          m[r][p] = 0;
          for (int c = 0; c < width; c++) {
            m[r][c] -= factor * m[p][c];
          }
        }
      }
    }
    float[] out = new float[width * width];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) m[i / width][i % width];
    }
    return out;
  }
}
