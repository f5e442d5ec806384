package dev.slate.training.model.sequence;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;

/**
 * Layer normalisation (Ba et al. 2016) of rows: {@code y = gain * (x - mean) / sqrt(variance +
 * epsilon) + bias}. Keeps what the gradient needs; one thread each.
 */
final class LayerNorm {
  private static final Kernel KERNEL = Kernels.best();
  private static final float EPSILON = 1e-6f;

  private final int d;
  private final float[] scratch;
  private float[] normalised = {};
  private float[] inverse = {};

  LayerNorm(int d) {
    this.d = d;
    this.scratch = new float[d];
  }

  /** Writes {@code y [rows x d]}. */
  void forward(int rows, float[] x, FloatMatrix gain, FloatMatrix bias, float[] y) {
    normalised = Buffers.atLeast(normalised, rows * d);
    inverse = Buffers.atLeast(inverse, rows);
    float[] g = gain.values();
    float[] b = bias.values();
    for (int r = 0; r < rows; r++) {
      int at = r * d;
      float sum = 0;
      for (int i = at; i < at + d; i++) {
        sum += x[i];
      }
      float mean = sum / d;
      for (int i = 0; i < d; i++) {
        normalised[at + i] = x[at + i] - mean;
      }
      float squares = KERNEL.dot(normalised, at, normalised, at, d);
      float scale = (float) (1 / Math.sqrt(squares / d + EPSILON));
      inverse[r] = scale;
      for (int i = 0; i < d; i++) {
        float value = normalised[at + i] * scale;
        normalised[at + i] = value;
        y[at + i] = value * g[i] + b[i];
      }
    }
  }

  /** Adds to the gradients of gain and bias, and to {@code dx [rows x d]}. */
  void backward(
      int rows, float[] dy, FloatMatrix gain, FloatMatrix dGain, FloatMatrix dBias, float[] dx) {
    float[] g = gain.values();
    float[] dg = dGain.values();
    float[] db = dBias.values();
    for (int r = 0; r < rows; r++) {
      int at = r * d;
      float sum = 0;
      for (int i = 0; i < d; i++) {
        float slope = dy[at + i];
        dg[i] += slope * normalised[at + i];
        db[i] += slope;
        scratch[i] = slope * g[i];
        sum += scratch[i];
      }
      float mean = sum / d;
      float along = KERNEL.dot(scratch, 0, normalised, at, d) / d;
      float scale = inverse[r];
      for (int i = 0; i < d; i++) {
        dx[at + i] += scale * (scratch[i] - mean - along * normalised[at + i]);
      }
    }
  }
}
