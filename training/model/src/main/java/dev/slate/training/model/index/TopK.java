package dev.slate.training.model.index;

import java.util.Arrays;

/**
 * Keeps the k best of what is added: higher scores first, equal scores by lower item. A binary heap
 * with the worst on top; O(log k) per kept entry. Single-threaded.
 */
public final class TopK {
  private final int[] items;
  private final float[] scores;
  private int size;

  /**
   * @param k entries kept, at least 0
   */
  public TopK(int k) {
    items = new int[k];
    scores = new float[k];
  }

  /** Whether an entry would be kept. */
  public boolean accepts(int item, float score) {
    return size < items.length || (size > 0 && isBetter(item, score, items[0], scores[0]));
  }

  /** Keeps the entry if it is among the best so far. */
  public void add(int item, float score) {
    if (size < items.length) {
      up(item, score);
    } else if (size > 0 && isBetter(item, score, items[0], scores[0])) {
      down(item, score, size);
    }
  }

  /** Lowest score kept, negative infinity until k entries are there. */
  public float threshold() {
    return size < items.length || size == 0 ? Float.NEGATIVE_INFINITY : scores[0];
  }

  /** What was kept, best first; leaves this empty. */
  public Hits drain() {
    int[] outItems = new int[size];
    float[] outScores = new float[size];
    pop(outItems, outScores, 0);
    return new Hits(outItems, outScores);
  }

  /** Writes k entries, best first, padded with item -1 and score 0; leaves this empty. */
  public void drainTo(int[] outItems, float[] outScores, int at) {
    Arrays.fill(outItems, at + size, at + items.length, -1);
    Arrays.fill(outScores, at + size, at + items.length, 0);
    pop(outItems, outScores, at);
  }

  private void pop(int[] outItems, float[] outScores, int at) {
    for (int i = size - 1; i >= 0; i--) {
      outItems[at + i] = items[0];
      outScores[at + i] = scores[0];
      down(items[i], scores[i], i);
    }
    size = 0;
  }

  private static boolean isBetter(int item, float score, int thanItem, float thanScore) {
    return score > thanScore || (score == thanScore && item < thanItem);
  }

  private void up(int item, float score) {
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (!isBetter(items[parent], scores[parent], item, score)) {
        break;
      }
      items[at] = items[parent];
      scores[at] = scores[parent];
      at = parent;
    }
    items[at] = item;
    scores[at] = score;
  }

  /** Puts an entry in place of the worst, in a heap of {@code length}. */
  private void down(int item, float score, int length) {
    int at = 0;
    int child = 1;
    while (child < length) {
      int right = child + 1;
      if (right < length && isBetter(items[child], scores[child], items[right], scores[right])) {
        child = right;
      }
      if (!isBetter(item, score, items[child], scores[child])) {
        break;
      }
      items[at] = items[child];
      scores[at] = scores[child];
      at = child;
      child = 2 * at + 1;
    }
    if (length > 0) {
      items[at] = item;
      scores[at] = score;
    }
  }
}
