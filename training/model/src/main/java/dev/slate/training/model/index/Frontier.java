package dev.slate.training.model.index;

import java.util.Arrays;

/** Nodes to expand, best on top: a growing binary max-heap. Single-threaded. */
final class Frontier {
  private int[] items = new int[256];
  private float[] scores = new float[256];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int bestItem() {
    return items[0];
  }

  float bestScore() {
    return scores[0];
  }

  void push(int item, float score) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
      scores = Arrays.copyOf(scores, size * 2);
    }
    int at = size++;
    while (at > 0 && scores[(at - 1) / 2] < score) {
      items[at] = items[(at - 1) / 2];
      scores[at] = scores[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    items[at] = item;
    scores[at] = score;
  }

  void pop() {
    size--;
    int item = items[size];
    float score = scores[size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && scores[child + 1] > scores[child]) {
        child++;
      }
      if (scores[child] <= score) {
        break;
      }
      items[at] = items[child];
      scores[at] = scores[child];
      at = child;
    }
    items[at] = item;
    scores[at] = score;
  }

  void clear() {
    size = 0;
  }
}
