package dev.slate.training.model.rank;

import dev.slate.training.model.FormatException;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;

/**
 * Factorisation machine (Rendle 2010) on scaled inputs {@code x}; without factors it is logistic
 * regression. The margin is {@code bias + w . x + q . x^2 + sum over f of h[f] (v[f] . x)^2}: with
 * the sum of squares that Rendle's formula takes off each factor's square gathered in {@code q}, a
 * row costs O(inputs factors). A model of two classes has the factors of both, one's with {@code h
 * = 1/2}, the other's with {@code -1/2}. Immutable.
 *
 * @param weights {@code [inputs]}: w
 * @param squares {@code [inputs]}: q
 * @param factors {@code [f x inputs]}, row-major: v
 * @param halves {@code [f]}: h
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only by convention; never compared.
public record FactorizationMachine(
    InputScaling scaling,
    float bias,
    float[] weights,
    float[] squares,
    float[] factors,
    float[] halves)
    implements Ranker {
  private static final Kernel KERNEL = Kernels.best();

  public FactorizationMachine {
    int inputs = scaling.inputs();
    require("weights", weights, inputs);
    require("squares", squares, inputs);
    require("factors", factors, halves.length * inputs);
    require("halves", halves, halves.length);
    require("bias", new float[] {bias}, 1);
  }

  /** Logistic regression. */
  public static FactorizationMachine linear(InputScaling scaling, float bias, float[] weights) {
    return new FactorizationMachine(
        scaling, bias, weights, new float[weights.length], new float[0], new float[0]);
  }

  private static void require(String name, float[] values, int length) {
    if (values.length != length) {
      throw new FormatException(
          "%s: %d values (expected: %d)".formatted(name, values.length, length));
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new FormatException("%s: %s (expected: finite)".formatted(name, value));
      }
    }
  }

  @Override
  public int inputs() {
    return weights.length;
  }

  @Override
  public void margins(float[] rows, int n, float[] out) {
    int inputs = weights.length;
    float[] x = new float[inputs];
    float[] sums = new float[halves.length];
    for (int r = 0; r < n; r++) {
      scaling.scale(rows, r, x);
      float margin = bias + KERNEL.dot(weights, 0, x, 0, inputs);
      if (halves.length > 0) {
        KERNEL.rowDots(factors, 0, halves.length, inputs, x, 0, sums);
        for (int f = 0; f < sums.length; f++) {
          margin += halves[f] * sums[f] * sums[f];
        }
        for (int i = 0; i < inputs; i++) {
          x[i] *= x[i];
        }
        margin += KERNEL.dot(squares, 0, x, 0, inputs);
      }
      out[r] = margin;
    }
  }
}
