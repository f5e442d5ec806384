package dev.slate.training.model.rank;

import dev.slate.training.model.FormatException;

/**
 * Makes inputs comparable for models that multiply them: standard scores {@code z}, bent to {@code
 * z / (1 + |z| / 3)} so that no count of thousands outweighs the rest; a missing value is 0, the
 * mean.
 *
 * @param mean by input
 * @param deviation by input, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only by convention; never compared.
public record InputScaling(float[] mean, float[] deviation) {
  private static final float BEND = 3;

  public InputScaling {
    if (mean.length != deviation.length) {
      throw new FormatException(
          "deviation: %d values (expected: %d)".formatted(deviation.length, mean.length));
    }
    for (int i = 0; i < mean.length; i++) {
      if (!Float.isFinite(mean[i]) || !(deviation[i] > 0) || !Float.isFinite(deviation[i])) {
        throw new FormatException(
            "scaling of input %d: %s, %s (expected: finite, deviation above 0)"
                .formatted(i, mean[i], deviation[i]));
      }
    }
  }

  /**
   * Means and deviations of the values that are not missing; an input that never varies becomes 0.
   *
   * @param rows {@code [n x inputs]}
   */
  public static InputScaling of(float[] rows, int n, int inputs) {
    float[] mean = new float[inputs];
    float[] deviation = new float[inputs];
    for (int i = 0; i < inputs; i++) {
      double sum = 0;
      double squares = 0;
      int present = 0;
      for (int r = 0; r < n; r++) {
        double value = rows[r * inputs + i];
        if (!Double.isNaN(value)) {
          sum += value;
          squares += value * value;
          present++;
        }
      }
      double center = present == 0 ? 0 : sum / present;
      double variance = present == 0 ? 0 : squares / present - center * center;
      mean[i] = (float) center;
      deviation[i] = variance > 1e-12 * Math.max(1, squares) ? (float) Math.sqrt(variance) : 1;
    }
    return new InputScaling(mean, deviation);
  }

  public int inputs() {
    return mean.length;
  }

  /** Writes row {@code at} of {@code rows} to {@code out[0..inputs)}. */
  public void scale(float[] rows, int at, float[] out) {
    int inputs = mean.length;
    for (int i = 0; i < inputs; i++) {
      float value = rows[at * inputs + i];
      float z = (value - mean[i]) / deviation[i];
      out[i] = Float.isNaN(value) ? 0 : z / (1 + Math.abs(z) / BEND);
    }
  }
}
