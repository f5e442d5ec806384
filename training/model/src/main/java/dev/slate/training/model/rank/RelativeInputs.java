package dev.slate.training.model.rank;

import dev.slate.training.model.FormatException;

/**
 * Says of some inputs how each candidate stands among the others of its list: the standard score
 * within the list, behind the inputs as they are. A user of whom much is known has higher scores
 * than another throughout; the order within the list is what a ranker has to find.
 *
 * @param inputs of a row as it comes
 * @param columns the inputs that are compared, each below {@code inputs}
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only by convention; never compared.
public record RelativeInputs(int inputs, int[] columns) {
  private static final double SMALLEST_DEVIATION = 1e-6;

  public RelativeInputs {
    for (int column : columns) {
      if (column < 0 || column >= inputs) {
        throw new FormatException(
            "relative: input %d (expected: 0 to %d)".formatted(column, inputs - 1));
      }
    }
  }

  /** Inputs of an expanded row. */
  public int expanded() {
    return inputs + columns.length;
  }

  /**
   * A missing value counts as 0. O(n (inputs + columns)).
   *
   * @param rows {@code [n x inputs]}, those of one list
   * @return {@code [n x expanded]}
   */
  public float[] expand(float[] rows, int n) {
    int width = expanded();
    float[] out = new float[n * width];
    for (int r = 0; r < n; r++) {
      System.arraycopy(rows, r * inputs, out, r * width, inputs);
    }
    for (int c = 0; c < columns.length; c++) {
      standardise(rows, n, columns[c], out, inputs + c);
    }
    return out;
  }

  private void standardise(float[] rows, int n, int column, float[] out, int at) {
    double sum = 0;
    double squares = 0;
    for (int r = 0; r < n; r++) {
      double value = value(rows, r, column);
      sum += value;
      squares += value * value;
    }
    double mean = sum / n;
    double deviation = Math.sqrt(Math.max(0, squares / n - mean * mean)) + SMALLEST_DEVIATION;
    for (int r = 0; r < n; r++) {
      out[r * expanded() + at] = (float) ((value(rows, r, column) - mean) / deviation);
    }
  }

  private float value(float[] rows, int r, int column) {
    float value = rows[r * inputs + column];
    return Float.isNaN(value) ? 0 : value;
  }
}
