package dev.slate.training.spark.evaluate;

import dev.slate.training.model.index.TopK;
import dev.slate.training.model.neighbors.ItemNeighbors;
import java.util.function.IntPredicate;

/** Item-to-item: the summed similarity of an item to everything that the user chose. */
public final class NeighborContender implements Contender {
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
  public int[] top(int user, int k, IntPredicate accept) {
    float[] scores = new float[neighbors.items()];
    int perItem = neighbors.k();
    for (int item : choices[user]) {
      for (int at = item * perItem; at < (item + 1) * perItem; at++) {
        if (neighbors.neighbors()[at] >= 0) {
          scores[neighbors.neighbors()[at]] += neighbors.similarities()[at];
        }
      }
    }
    TopK best = new TopK(k);
    for (int item = 0; item < scores.length; item++) {
      if (scores[item] > 0 && best.accepts(item, scores[item]) && accept.test(item)) {
        best.add(item, scores[item]);
      }
    }
    return best.drain().items();
  }
}
