package dev.slate.training.model.als;

import dev.slate.training.model.FloatMatrix;

/**
 * {@code A x = b} with A symmetric, lower triangle in rows, in double; one user's least squares.
 */
final class NormalEquation {
  private final int size;
  private final double[] matrix;
  private final double[] right;
  private final double[] row;

  private NormalEquation(double[] matrix, int size) {
    this.size = size;
    this.matrix = matrix;
    this.right = new double[size];
    this.row = new double[size];
  }

  /** Begins with {@code scale * gram}, of which the lower triangle counts, and b = 0. */
  static NormalEquation of(double[] gram, double scale, int size) {
    double[] matrix = new double[size * size];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = scale * gram[i];
    }
    return new NormalEquation(matrix, size);
  }

  /** Adds {@code scale * y y'} to A and {@code target * y} to b. */
  void add(FloatMatrix factors, int item, double scale, double target) {
    float[] values = factors.values();
    int start = item * size;
    for (int i = 0; i < size; i++) {
      row[i] = values[start + i];
    }
    for (int i = 0; i < size; i++) {
      double factor = scale * row[i];
      int at = i * size;
      for (int j = 0; j <= i; j++) {
        matrix[at + j] += factor * row[j];
      }
      right[i] += target * row[i];
    }
  }

  /** Solves with {@code ridge} added to the diagonal; leaves this equation used up. */
  float[] solve(double ridge) {
    for (int i = 0; i < size; i++) {
      matrix[i * size + i] += ridge;
    }
    factorise();
    for (int i = 0; i < size; i++) {
      double sum = right[i];
      for (int j = 0; j < i; j++) {
        sum -= matrix[i * size + j] * right[j];
      }
      right[i] = sum / matrix[i * size + i];
    }
    for (int i = size - 1; i >= 0; i--) {
      right[i] /= matrix[i * size + i];
      for (int j = 0; j < i; j++) {
        right[j] -= matrix[i * size + j] * right[i];
      }
    }
    float[] out = new float[size];
    for (int i = 0; i < size; i++) {
      out[i] = (float) right[i];
    }
    return out;
  }

  /** Cholesky, row by row: A becomes L with A = L L'. */
  private void factorise() {
    for (int i = 0; i < size; i++) {
      int rowI = i * size;
      for (int j = 0; j <= i; j++) {
        int rowJ = j * size;
        double sum = matrix[rowI + j];
        for (int p = 0; p < j; p++) {
          sum -= matrix[rowI + p] * matrix[rowJ + p];
        }
        if (i != j) {
          matrix[rowI + j] = sum / matrix[rowJ + j];
        } else if (sum > 0) {
          matrix[rowI + i] = Math.sqrt(sum);
        } else {
          throw new ArithmeticException(
              "normal equation is singular at " + i + " (expected: regularization above 0)");
        }
      }
    }
  }
}
