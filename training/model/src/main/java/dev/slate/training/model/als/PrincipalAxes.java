package dev.slate.training.model.als;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.Collections;
import java.util.function.IntConsumer;

/**
 * An orthonormal basis in which a Gramian is nearly diagonal: its eigenvectors by Jacobi's cyclic
 * method (Golub and Van Loan, section 8.5), which stops early, as a preconditioner does not need
 * more. O(d^3) a sweep of the few it takes; the same bits everywhere. Immutable once made.
 */
final class PrincipalAxes {
  private static final Kernel KERNEL = Kernels.best();
  private static final int SWEEPS = 10;

  /** Cosine between two axes, under the Gramian, that is as good as none. */
  private static final double NEGLIGIBLE = 0.01;

  /** Rows of a task. */
  private static final int CHUNK = 256;

  private final int d;
  private final double[] gram;

  /** {@code [d x d]}, an axis a row. */
  private final double[] axes;

  private PrincipalAxes(double[] gram, int d) {
    this.d = d;
    this.gram = gram.clone();
    this.axes = new double[d * d];
    for (int i = 0; i < d; i++) {
      axes[i * d + i] = 1;
    }
  }

  /**
   * @param gram {@code [d x d]}, symmetric
   */
  static PrincipalAxes of(double[] gram, int d) {
    PrincipalAxes made = new PrincipalAxes(gram, d);
    for (int sweep = 0; sweep < SWEEPS && made.sweep(); sweep++) {}
    return made;
  }

  /** One plane rotation for each pair of axes that needs it; whether one did. */
  private boolean sweep() {
    boolean needed = false;
    for (int p = 0; p < d - 1; p++) {
      for (int q = p + 1; q < d; q++) {
        double off = gram[p * d + q];
        if (off * off > NEGLIGIBLE * NEGLIGIBLE * gram[p * d + p] * gram[q * d + q]) {
          rotate(p, q, off);
          needed = true;
        }
      }
    }
    return needed;
  }

  private void rotate(int p, int q, double off) {
    double cotangent = (gram[q * d + q] - gram[p * d + p]) / (2 * off);
    double tangent =
        Math.copySign(1, cotangent)
            / (Math.abs(cotangent) + Math.sqrt(Math.fma(cotangent, cotangent, 1)));
    double cosine = 1 / Math.sqrt(Math.fma(tangent, tangent, 1));
    double sine = tangent * cosine;
    double atP = gram[p * d + p] - tangent * off;
    double atQ = gram[q * d + q] + tangent * off;
    rotate(gram, p * d, q * d, cosine, sine);
    rotate(axes, p * d, q * d, cosine, sine);
    for (int i = 0; i < d; i++) {
      gram[i * d + p] = gram[p * d + i];
      gram[i * d + q] = gram[q * d + i];
    }
    gram[p * d + p] = atP;
    gram[q * d + q] = atQ;
    gram[p * d + q] = 0;
    gram[q * d + p] = 0;
  }

  private void rotate(double[] rows, int p, int q, double cosine, double sine) {
    for (int i = 0; i < d; i++) {
      double a = rows[p + i];
      double b = rows[q + i];
      rows[p + i] = cosine * a - sine * b;
      rows[q + i] = sine * a + cosine * b;
    }
  }

  /** Replaces each row of {@code [n x d]} by its coordinates along the axes. O(n d^2). */
  void turn(FloatMatrix factors, int threads) {
    float[] columns = new float[d * d];
    for (int i = 0; i < d * d; i++) {
      columns[i] = (float) axes[i % d * d + i / d];
    }
    IntConsumer worker =
        chunk -> {
          int from = chunk * CHUNK;
          int rows = Math.min(CHUNK, factors.rows() - from);
          float[] before = new float[rows * d];
          float[] after = new float[rows * d];
          System.arraycopy(factors.values(), from * d, before, 0, rows * d);
          KERNEL.multiply(rows, d, d, before, d, 1, columns, after);
          System.arraycopy(after, 0, factors.values(), from * d, rows * d);
        };
    WorkQueue.run((factors.rows() + CHUNK - 1) / CHUNK, Collections.nCopies(threads, worker));
  }
}
