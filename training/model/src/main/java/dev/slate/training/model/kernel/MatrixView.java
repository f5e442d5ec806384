package dev.slate.training.model.kernel;

/**
 * A matrix within an array: entry (i, j) is {@code values[offset + i * row + j * column]}. Shares
 * the array.
 */
public record MatrixView(float[] values, int offset, int row, int column) {

  /** A whole row-major array. */
  public static MatrixView of(float[] values, int columns) {
    return new MatrixView(values, 0, columns, 1);
  }

  /** The part that begins at entry (i, j). */
  public MatrixView from(int i, int j) {
    return new MatrixView(values, offset + i * row + j * column, row, column);
  }

  public MatrixView transposed() {
    return new MatrixView(values, offset, column, row);
  }
}
