package dev.slate.training.model.neighbors;

import dev.slate.training.model.Interactions;
import dev.slate.training.model.index.TopK;

/**
 * Item-to-item by co-occurrence: {@code together(i, j) / (sqrt(users(i) users(j)) + shrinkage)}.
 * Shrinkage keeps pairs that few users made from looking perfect.
 *
 * <p>O(sum over users of their items squared) time, O(n) scratch; ties go to the lower item.
 *
 * @param k neighbours per item
 * @param shrinkage 0 or more
 */
public record CosineNeighbors(int k, double shrinkage) {
  /**
   * @throws IllegalArgumentException if a setting is out of range
   */
  public CosineNeighbors {
    if (k < 1 || !(shrinkage >= 0)) {
      throw new IllegalArgumentException(
          "k: " + k + ", shrinkage: " + shrinkage + " (expected: at least 1, at least 0)");
    }
  }

  /** Neighbours of every item. */
  public ItemNeighbors of(Interactions interactions) {
    Interactions byItem = interactions.transposed();
    int n = interactions.itemCount();
    int[] neighbors = new int[n * k];
    float[] similarities = new float[n * k];
    int[] together = new int[n];
    int[] touched = new int[n];
    TopK best = new TopK(k);
    for (int i = 0; i < n; i++) {
      int count = countTogether(i, interactions, byItem, together, touched);
      double users = byItem.offsets()[i + 1] - byItem.offsets()[i];
      for (int t = 0; t < count; t++) {
        int j = touched[t];
        double others = byItem.offsets()[j + 1] - byItem.offsets()[j];
        best.add(j, (float) (together[j] / (Math.sqrt(users * others) + shrinkage)));
        together[j] = 0;
      }
      best.drainTo(neighbors, similarities, i * k);
    }
    return new ItemNeighbors(k, neighbors, similarities);
  }

  private static int countTogether(
      int item, Interactions byUser, Interactions byItem, int[] together, int[] touched) {
    int count = 0;
    for (int a = byItem.offsets()[item]; a < byItem.offsets()[item + 1]; a++) {
      int user = byItem.items()[a];
      for (int b = byUser.offsets()[user]; b < byUser.offsets()[user + 1]; b++) {
        int other = byUser.items()[b];
        if (other != item && together[other]++ == 0) {
          touched[count++] = other;
        }
      }
    }
    return count;
  }
}
