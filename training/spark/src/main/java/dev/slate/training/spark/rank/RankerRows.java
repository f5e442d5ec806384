package dev.slate.training.spark.rank;

import dev.slate.training.model.rank.InputScaling;
import java.util.Arrays;

/**
 * Labelled feature rows, list by list; grows by {@link #add}. Not thread-safe while it grows.
 *
 * <p>A missing value is NaN.
 */
public final class RankerRows {
  // A list with many choices says more than one with a single one, but not as many times more.
  private static final double MOST_CHOICES = 20;
  private static final double WEIGHT = 10;

  private final int inputs;
  private float[] values = new float[0];
  private boolean[] labels = new boolean[0];
  private int[] lists = new int[0];
  private float[] counts = new float[0];
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

  /** One row that stands for itself alone. */
  public void add(float[] from, int offset, boolean label, int list) {
    add(from, offset, label, list, 1);
  }

  /**
   * Copies one row of {@code from[offset..offset + inputs())} in.
   *
   * @param list which rows were ranked together: of one user at one time; ascending
   * @param count how many candidates it stands for, if others like it were left out
   */
  public void add(float[] from, int offset, boolean label, int list, float count) {
    if (size == labels.length) {
      int capacity = Math.max(1024, size + (size >> 1));
      values = Arrays.copyOf(values, Math.multiplyExact(capacity, inputs));
      labels = Arrays.copyOf(labels, capacity);
      lists = Arrays.copyOf(lists, capacity);
      counts = Arrays.copyOf(counts, capacity);
    }
    if (size > 0 && list < lists[size - 1]) {
      throw new IllegalArgumentException(
          "list: " + list + " (expected: at least " + lists[size - 1] + ", as the row before)");
    }
    System.arraycopy(from, offset, values, size * inputs, inputs);
    labels[size] = label;
    counts[size] = count;
    lists[size++] = list;
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

  /** How many candidates a row stands for. */
  public float count(int row) {
    return counts[row];
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

  /**
   * What each row weighs in training. Within a list, what was chosen weighs as much as what was
   * not, so that the model learns the order within lists and not which users choose much; a list
   * weighs with the root of its choices. One without both labels has no order: 0.
   */
  public float[] balancedWeights() {
    float[] weights = new float[size];
    for (int from = 0; from < size; ) {
      int to = from;
      double chosen = 0;
      double others = 0;
      for (; to < size && lists[to] == lists[from]; to++) {
        chosen += labels[to] ? counts[to] : 0;
        others += labels[to] ? 0 : counts[to];
      }
      if (chosen > 0 && others > 0) {
        double whole = WEIGHT * Math.sqrt(Math.min(chosen, MOST_CHOICES));
        for (int row = from; row < to; row++) {
          weights[row] = (float) (whole * counts[row] / (labels[row] ? chosen : others));
        }
      }
      from = to;
    }
    return weights;
  }

  /** The same rows with scaled inputs. */
  RankerRows scaled(InputScaling scaling) {
    RankerRows scaled = new RankerRows(inputs);
    float[] row = new float[inputs];
    for (int r = 0; r < size; r++) {
      scaling.scale(values, r, row);
      scaled.add(row, 0, labels[r], lists[r], counts[r]);
    }
    return scaled;
  }
}
