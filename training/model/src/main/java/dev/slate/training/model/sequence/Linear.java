package dev.slate.training.model.sequence;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import dev.slate.training.model.kernel.MatrixView;
import java.util.Arrays;

/** {@code y = x W + b} for many rows, with W {@code [in x out]}, and its gradient. */
final class Linear {
  private static final Kernel KERNEL = Kernels.best();

  private Linear() {}

  /** Overwrites {@code y [rows x out]}. */
  static void forward(int rows, float[] x, FloatMatrix weight, FloatMatrix bias, float[] y) {
    int out = weight.columns();
    for (int r = 0; r < rows; r++) {
      System.arraycopy(bias.values(), 0, y, r * out, out);
    }
    KERNEL.multiplyAdd(
        rows,
        out,
        weight.rows(),
        MatrixView.of(x, weight.rows()),
        view(weight),
        MatrixView.of(y, out));
  }

  /** Adds to the gradients of weight and bias, and overwrites {@code dx [rows x in]}. */
  static void backward(
      int rows,
      float[] x,
      FloatMatrix weight,
      float[] dy,
      FloatMatrix dWeight,
      FloatMatrix dBias,
      float[] dx) {
    int in = weight.rows();
    int out = weight.columns();
    for (int r = 0; r < rows; r++) {
      KERNEL.addScaled(1, dy, r * out, dBias.values(), 0, out);
    }
    MatrixView slopes = MatrixView.of(dy, out);
    KERNEL.multiplyAdd(in, out, rows, MatrixView.of(x, in).transposed(), slopes, view(dWeight));
    Arrays.fill(dx, 0, rows * in, 0);
    KERNEL.multiplyAdd(rows, in, out, slopes, view(weight).transposed(), MatrixView.of(dx, in));
  }

  private static MatrixView view(FloatMatrix matrix) {
    return MatrixView.of(matrix.values(), matrix.columns());
  }
}
