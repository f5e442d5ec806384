package dev.slate.training.model.ease;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Interactions;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * EASE (Steck, WWW 2019): the item weights {@code B [n x n]} with a diagonal of zeros that minimise
 * {@code |X - X B|^2 + l2 |B|^2} of the 0/1 matrix {@code X [users x n]}, in closed form: {@code P
 * = (X^T X + l2 I)^-1}, {@code B_ij = -P_ij / P_jj}. A user's scores are the sum of the rows of B
 * of the user's items.
 *
 * <p>O(n^3) time, 4 n^2 bytes for the result and 1 KB an item beside it; in float, so l2 should not
 * be below a millionth of the most frequent item's count. On all cores; same bits with any number
 * of them.
 *
 * @param l2 above 0; some hundreds to thousands are usual
 */
public record Ease(double l2) {
  /** The largest n for which n x n floats fit one array. */
  private static final int MAX_ITEMS = 46_340;

  private static final double HEAP_SHARE = 0.7;

  /**
   * @throws IllegalArgumentException if l2 is out of range
   */
  public Ease {
    if (!(l2 > 0 && l2 < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("l2: " + l2 + " (expected: above 0)");
    }
  }

  /**
   * The weights; row i is what having item i says of all items.
   *
   * @throws IllegalArgumentException if the catalogue is too large for this heap
   */
  public FloatMatrix weights(Interactions interactions) {
    return weights(interactions, part -> {});
  }

  /**
   * As above.
   *
   * @param listener is told how many of {@link #parts} are done; what it throws ends the work
   */
  public FloatMatrix weights(Interactions interactions, IntConsumer listener) {
    int n = interactions.itemCount();
    requireRoom(n, Runtime.getRuntime().maxMemory());
    float[] values = gram(interactions);
    for (int i = 0; i < n; i++) {
      values[i * n + i] += (float) l2;
    }
    BlockInverse.invert(values, n, listener);
    float[] scale = new float[n];
    for (int j = 0; j < n; j++) {
      scale[j] = -1 / values[j * n + j];
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        values[i * n + j] *= scale[j];
      }
      values[i * n + i] = 0;
    }
    return new FloatMatrix(n, n, values);
  }

  /** Equal parts of the work on so many items. */
  public static int parts(int items) {
    return BlockInverse.parts(items);
  }

  static void requireRoom(int items, long heapBytes) {
    int fits = (int) Math.min(MAX_ITEMS, Math.sqrt(heapBytes * HEAP_SHARE / Float.BYTES));
    if (items > fits) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "items: %,d (expected: at most %,d with a heap of %,d MB: EASE needs items x items"
                  + " floats)",
              items,
              fits,
              heapBytes >> 20));
    }
  }

  /** How many users chose both of two items, {@code [n x n]}. */
  private static float[] gram(Interactions byUser) {
    int n = byUser.itemCount();
    Interactions byItem = byUser.transposed();
    float[] gram = new float[n * n];
    IntStream.range(0, n)
        .parallel()
        .forEach(
            item -> {
              int row = item * n;
              for (int a = byItem.offsets()[item]; a < byItem.offsets()[item + 1]; a++) {
                int user = byItem.items()[a];
                for (int b = byUser.offsets()[user]; b < byUser.offsets()[user + 1]; b++) {
                  gram[row + byUser.items()[b]]++;
                }
              }
            });
    return gram;
  }
}
