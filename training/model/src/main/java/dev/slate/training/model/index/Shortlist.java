package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import java.util.Arrays;

/**
 * Items that may be among the best, by what their scores are at most. Reused from query to query;
 * single-threaded.
 */
final class Shortlist {
  private static final int FIRST_CAPACITY = 1024;

  /** By what scores are at least; one of a block, as each costs more than a few items too many. */
  private TopK certain = new TopK(0);

  private int[] items = new int[FIRST_CAPACITY];
  private float[] upper = new float[FIRST_CAPACITY];
  private int size;
  private int limit;

  /** For the {@code limit} best, at least 1. */
  void begin(int limit) {
    this.limit = limit;
    this.certain = new TopK(limit);
    this.size = 0;
  }

  /** What an item's upper bound must reach: as many others are certain to be as good. */
  float threshold() {
    return certain.threshold();
  }

  /**
   * Adds what reaches the threshold of one block.
   *
   * @param admitted which of the block's rows count, a bit a row
   * @param bounds what the rows' scores are at most, and by twice {@code slack} of their scales
   *     more than what they are at least
   */
  void add(int first, int admitted, float[] bounds, float[] scales, float slack) {
    if (size + Integer.SIZE > items.length) {
      items = Arrays.copyOf(items, 2 * items.length);
      upper = Arrays.copyOf(upper, 2 * upper.length);
    }
    float threshold = threshold();
    int best = -1;
    float highest = Float.NEGATIVE_INFINITY;
    for (int left = admitted; left != 0; left &= left - 1) {
      int i = Integer.numberOfTrailingZeros(left);
      if (bounds[i] >= threshold) {
        items[size] = first + i;
        upper[size++] = bounds[i];
        float lower = bounds[i] - 2 * slack * scales[first + i];
        if (best < 0 || lower > highest) {
          best = first + i;
          highest = lower;
        }
      }
    }
    if (highest > threshold) {
      certain.add(best, highest);
    }
  }

  /**
   * The best by their vectors. Those that are certain are scored first: what they reach leaves
   * fewer of the others than their lower bounds do.
   *
   * @param step bounds are in units of
   */
  Hits best(FloatMatrix vectors, Kernel kernel, float[] query, float step) {
    int[] first = certain.drain().items();
    TopK best = new TopK(limit);
    score(first, first.length, vectors, kernel, query, best);
    float least = best.threshold() / step;
    Arrays.sort(first);
    int left = 0;
    for (int i = 0; i < size; i++) {
      if (upper[i] >= least && Arrays.binarySearch(first, items[i]) < 0) {
        items[left++] = items[i];
      }
    }
    score(items, left, vectors, kernel, query, best);
    return best.drain();
  }

  private static void score(
      int[] items, int count, FloatMatrix vectors, Kernel kernel, float[] query, TopK best) {
    float[] scores = new float[count + Kernel.LANES];
    kernel.gatherDots(vectors.values(), vectors.columns(), items, count, query, 0, scores);
    for (int i = 0; i < count; i++) {
      best.add(items[i], scores[i]);
    }
  }
}
