package dev.slate.training.spark.evaluate;

import dev.slate.training.model.index.TopK;
import java.util.function.IntPredicate;

/**
 * A contender that scores all items for many users at once, which is what makes the evaluation
 * fast. Equal scores rank by item. Thread-safe.
 */
public interface BlockScorer extends Contender {
  /** The score of an item that is never recommended. */
  float NEVER = Float.NEGATIVE_INFINITY;

  /** Number of items. */
  int items();

  /** Floats from one row of scores to the next; what lies behind the items is of no meaning. */
  default int width() {
    return items();
  }

  /**
   * Writes the scores of some users, {@code out[b * width() + item]} for the b-th; no NaN.
   *
   * @param users indices of the evaluated positives; {@code from} to {@code to}, exclusive, count
   * @param out {@code [(to - from) x width()]} or longer, overwritten
   */
  void score(int[] users, int from, int to, float[] out);

  @Override
  default int[] top(int user, int k, IntPredicate accept) {
    float[] scores = new float[width()];
    score(new int[] {user}, 0, 1, scores);
    TopK best = new TopK(k);
    for (int item = 0; item < items(); item++) {
      if (scores[item] > best.threshold() && accept.test(item)) {
        best.add(item, scores[item]);
      }
    }
    return best.drain().items();
  }
}
