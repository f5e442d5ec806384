package dev.slate.training.spark.evaluate;

import dev.slate.training.model.neighbors.ItemNeighbors;
import java.util.Arrays;

/**
 * Item-to-item: the summed similarity of an item to everything that the user chose; items that are
 * nobody's neighbour are never recommended.
 */
public final class NeighborContender implements BlockScorer {
  private final String name;
  private final ItemNeighbors neighbors;
  private final int[][] choices;

  /**
   * @param choices item rows by user
   */
  public NeighborContender(String name, ItemNeighbors neighbors, int[][] choices) {
    this.name = name;
    this.neighbors = neighbors;
    this.choices = choices;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int items() {
    return neighbors.items();
  }

  @Override
  public void score(int[] users, int from, int to, float[] out) {
    int end = (to - from) * items();
    Arrays.fill(out, 0, end, 0);
    for (int i = from; i < to; i++) {
      for (int item : choices[users[i]]) {
        addNeighbors(item, out, (i - from) * items());
      }
    }
    for (int at = 0; at < end; at++) {
      out[at] = out[at] > 0 ? out[at] : NEVER;
    }
  }

  private void addNeighbors(int item, float[] scores, int row) {
    int perItem = neighbors.k();
    for (int at = item * perItem; at < (item + 1) * perItem; at++) {
      int neighbor = neighbors.neighbors()[at];
      if (neighbor >= 0) {
        scores[row + neighbor] += neighbors.similarities()[at];
      }
    }
  }
}
