package dev.slate.training.spark.rank;

import java.util.Arrays;

/**
 * Labelled feature rows, grouped by user; grows by {@link #add}. Not thread-safe while it grows.
 *
 * <p>A missing value is NaN.
 */
public final class RankerRows {
  private final int inputs;
  private float[] values = new float[0];
  private boolean[] labels = new boolean[0];
  private int[] groups = new int[0];
  private int size;

  /**
   * @param inputs values per row, above 0
   */
  public RankerRows(int inputs) {
    if (inputs < 1) {
      throw new IllegalArgumentException("inputs: " + inputs + " (expected: > 0)");
    }
    this.inputs = inputs;
  }

  /** Copies one row of {@code from[offset..offset + inputs())} in. */
  public void add(float[] from, int offset, boolean label, int group) {
    if (size == labels.length) {
      int capacity = Math.max(1024, size + (size >> 1));
      values = Arrays.copyOf(values, Math.multiplyExact(capacity, inputs));
      labels = Arrays.copyOf(labels, capacity);
      groups = Arrays.copyOf(groups, capacity);
    }
    System.arraycopy(from, offset, values, size * inputs, inputs);
    labels[size] = label;
    groups[size++] = group;
  }

  public int inputs() {
    return inputs;
  }

  public int size() {
    return size;
  }

  public float value(int row, int input) {
    return values[row * inputs + input];
  }

  public boolean label(int row) {
    return labels[row];
  }

  /** The user that a row belongs to. */
  public int group(int row) {
    return groups[row];
  }

  /** All values, a copy: {@code [size x inputs]}. */
  public float[] values() {
    return Arrays.copyOf(values, size * inputs);
  }

  public int positives() {
    int count = 0;
    for (int row = 0; row < size; row++) {
      count += labels[row] ? 1 : 0;
    }
    return count;
  }
}
