package dev.slate.training.model.neighbors;

/**
 * The items most chosen together with each item. Immutable by agreement: arrays are shared.
 *
 * @param k neighbours kept per item
 * @param neighbors {@code [n x k]}, best first, padded with -1
 * @param similarities {@code [n x k]}, in 0..1, padded with 0
 */
public record ItemNeighbors(int k, int[] neighbors, float[] similarities) {
  /**
   * @throws IllegalArgumentException if sizes disagree or a neighbour is no item
   */
  public ItemNeighbors {
    if (k < 1 || neighbors.length % k != 0 || neighbors.length != similarities.length) {
      throw new IllegalArgumentException(
          "k: %d, neighbors: %d, similarities: %d (expected: equal multiples of k)"
              .formatted(k, neighbors.length, similarities.length));
    }
    int items = neighbors.length / k;
    for (int neighbor : neighbors) {
      if (neighbor < -1 || neighbor >= items) {
        throw new IllegalArgumentException(
            "neighbor: " + neighbor + " (expected: -1 to " + (items - 1) + ")");
      }
    }
  }

  public int items() {
    return neighbors.length / k;
  }
}
