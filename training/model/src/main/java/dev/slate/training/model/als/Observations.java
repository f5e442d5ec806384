package dev.slate.training.model.als;

import dev.slate.training.model.Interactions;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Weighted pairs of users and items, sparse by row. The arrays are shared, not copied.
 *
 * @param pairs which items each user chose
 * @param weights of {@code pairs.items()}, above 0
 */
public record Observations(Interactions pairs, float[] weights) {
  /**
   * @throws IllegalArgumentException if there is not one finite weight above 0 for each pair
   */
  public Observations {
    if (weights.length != pairs.items().length) {
      throw new IllegalArgumentException(
          "weights: %d (expected: %d, one per pair)"
              .formatted(weights.length, pairs.items().length));
    }
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] > 0) || Float.isInfinite(weights[i])) {
        throw new IllegalArgumentException(
            "weights[" + i + "]: " + weights[i] + " (expected: above 0 and finite)");
      }
    }
  }

  /** Every pair with weight 1. */
  public static Observations of(Interactions pairs) {
    float[] weights = new float[pairs.items().length];
    Arrays.fill(weights, 1);
    return new Observations(pairs, weights);
  }

  /** Users. */
  public int rows() {
    return pairs.users();
  }

  /** Items. */
  public int columns() {
    return pairs.itemCount();
  }

  /** Where a row's pairs begin; {@code start(row + 1)} is where they end. */
  int start(int row) {
    return pairs.offsets()[row];
  }

  /** Pairs of a row. */
  int count(int row) {
    return start(row + 1) - start(row);
  }

  /** Pairs of each row. */
  public int[] counts() {
    return IntStream.range(0, rows()).map(this::count).toArray();
  }

  /** The same pairs by item. O(pairs). */
  public Observations transposed() {
    Interactions other = pairs.transposed();
    int[] next = other.offsets().clone();
    float[] moved = new float[weights.length];
    for (int at = 0; at < weights.length; at++) {
      moved[next[pairs.items()[at]]++] = weights[at];
    }
    return new Observations(other, moved);
  }
}
