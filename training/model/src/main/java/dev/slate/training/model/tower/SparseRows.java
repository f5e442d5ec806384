package dev.slate.training.model.tower;

import java.util.Arrays;

/**
 * Gradients of the few rows of a big table that a batch touches: each is a weighted sum of rows of
 * a smaller matrix, gathered row by row, so that rows can be summed on many threads without losing
 * the order of the sum. Filled by one thread; keeps its space from batch to batch.
 */
public final class SparseRows {
  private static final int ROWS_PER_TASK = 256;

  private final int dim;
  private final int[] slots;
  private int[] rows = new int[64];
  private int[] starts = new int[65];
  private int size;
  private int[] entrySlots = new int[256];
  private int[] entrySources = new int[256];
  private float[] entryWeights = new float[256];
  private int[] sources = {};
  private float[] weights = {};
  private int entries;
  private float[] values = {};

  /**
   * @param tableRows rows of the table
   */
  SparseRows(int tableRows, int dim) {
    this.dim = dim;
    this.slots = new int[tableRows];
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      slots[rows[i]] = 0;
    }
    size = 0;
    entries = 0;
  }

  /** Adds {@code weight * source row} to the gradient of a row. */
  void add(int row, int source, float weight) {
    if (slots[row] == 0) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size * 2);
        starts = Arrays.copyOf(starts, size * 2 + 1);
      }
      rows[size] = row;
      slots[row] = ++size;
    }
    if (entries == entrySlots.length) {
      entrySlots = Arrays.copyOf(entrySlots, entries * 2);
      entrySources = Arrays.copyOf(entrySources, entries * 2);
      entryWeights = Arrays.copyOf(entryWeights, entries * 2);
    }
    entrySlots[entries] = slots[row] - 1;
    entrySources[entries] = source;
    entryWeights[entries++] = weight;
  }

  /** Groups what was added by row, each row's in the order of adding. */
  void group() {
    if (sources.length < entries) {
      sources = new int[entrySlots.length];
      weights = new float[entrySlots.length];
    }
    if (values.length < size * dim) {
      values = new float[rows.length * dim];
    }
    Arrays.fill(starts, 0, size + 1, 0);
    for (int e = 0; e < entries; e++) {
      starts[entrySlots[e] + 1]++;
    }
    for (int i = 0; i < size; i++) {
      starts[i + 1] += starts[i];
    }
    for (int e = 0; e < entries; e++) {
      int to = starts[entrySlots[e]]++;
      sources[to] = entrySources[e];
      weights[to] = entryWeights[e];
    }
    // Each start has moved to the next row's.
    System.arraycopy(starts, 0, starts, 1, size);
    starts[0] = 0;
  }

  /** Sums the grouped rows of {@code source [? x d]}. */
  void sum(float[] source) {
    Tasks.each(
        Tasks.parts(size, ROWS_PER_TASK),
        part -> {
          int end = Math.min(size, (part + 1) * ROWS_PER_TASK);
          for (int i = part * ROWS_PER_TASK; i < end; i++) {
            Towers.KERNEL.bag(
                source, dim, sources, weights, starts[i], starts[i + 1], values, i * dim);
          }
        });
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
