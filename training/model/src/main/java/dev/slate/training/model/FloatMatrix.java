package dev.slate.training.model;

import java.util.Arrays;

/**
 * A dense matrix {@code [rows x columns]}, row-major. The array is shared, not copied: who makes a
 * matrix gives its values away.
 */
public record FloatMatrix(int rows, int columns, float[] values) {
  /**
   * @throws IllegalArgumentException if the values do not fill the shape exactly
   */
  public FloatMatrix {
    if (rows < 0 || columns < 0 || (long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          "values: " + values.length + " floats (expected: " + rows + " x " + columns + ")");
    }
  }

  /** A matrix of zeros. */
  public static FloatMatrix zeros(int rows, int columns) {
    return new FloatMatrix(rows, columns, new float[Math.multiplyExact(rows, columns)]);
  }

  public float get(int row, int column) {
    return values[row * columns + column];
  }

  /** A copy of one row. */
  public float[] row(int row) {
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  /** Whether no value is NaN or infinite. */
  public boolean isFinite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
