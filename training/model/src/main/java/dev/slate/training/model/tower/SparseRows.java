package dev.slate.training.model.tower;

import java.util.Arrays;

/** Sums of row gradients for the few rows of a big table that a batch touches. Single-threaded. */
public final class SparseRows {
  private final int dim;
  private final int[] slots;
  private int[] rows = new int[64];
  private float[] values;
  private int size;

  /**
   * @param tableRows rows of the table
   */
  SparseRows(int tableRows, int dim) {
    this.dim = dim;
    this.slots = new int[tableRows];
    this.values = new float[rows.length * dim];
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      slots[rows[i]] = 0;
    }
    Arrays.fill(values, 0, size * dim, 0);
    size = 0;
  }

  void add(int row, float scale, float[] gradient, int at) {
    if (slots[row] == 0) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size * 2);
        values = Arrays.copyOf(values, size * 2 * dim);
      }
      rows[size] = row;
      slots[row] = ++size;
    }
    Towers.KERNEL.addScaled(scale, gradient, at, values, (slots[row] - 1) * dim, dim);
  }

  /** Rows touched. */
  public int size() {
    return size;
  }

  /** The table row of the {@code i}-th gradient, in order of first touch. */
  public int row(int i) {
    return rows[i];
  }

  /** Gradients {@code [size x d]}, valid until the next step; may have unused space behind. */
  public float[] values() {
    return values;
  }
}
