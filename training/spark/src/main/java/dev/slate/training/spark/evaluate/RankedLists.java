package dev.slate.training.spark.evaluate;

import dev.slate.training.model.index.TopK;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The lists of many users by a {@link BlockScorer}: scores of a block of users by one product, then
 * the best of each row. Blocks are independent, so any number of cores gives the same lists.
 *
 * <p>O(users items) beside the scores, 4 bytes an item and user of the blocks in work.
 */
final class RankedLists {
  private static final int BLOCK = 32;
  private static final int BLOCKS_OF_TASK = 4;

  private final BitSet rankable;
  private final int[][] seen;
  private final int[][] candidates;
  private final int k;

  /**
   * @param rankable items that may be in a list
   * @param seen items by user that may not
   * @param candidates if not empty, by user, the only items that may be in the list
   * @param k length of the lists
   */
  RankedLists(BitSet rankable, int[][] seen, int[][] candidates, int k) {
    this.rankable = rankable;
    this.seen = seen;
    this.candidates = candidates;
    this.k = k;
  }

  /** Each user's best items, best first. */
  int[][] of(BlockScorer scorer, int[] users) {
    int[][] lists = new int[users.length][];
    int task = BLOCK * BLOCKS_OF_TASK;
    IntStream.range(0, (users.length + task - 1) / task)
        .parallel()
        .forEach(t -> rank(scorer, users, t * task, Math.min(users.length, (t + 1) * task), lists));
    return lists;
  }

  private void rank(BlockScorer scorer, int[] users, int from, int to, int[][] lists) {
    float[] scores = new float[Math.multiplyExact(Math.min(BLOCK, to - from), scorer.width())];
    TopK best = new TopK(k);
    for (int block = from; block < to; block += BLOCK) {
      int end = Math.min(to, block + BLOCK);
      scorer.score(users, block, end, scores);
      for (int i = block; i < end; i++) {
        int row = (i - block) * scorer.width();
        if (candidates.length > 0) {
          addCandidates(candidates[users[i]], scores, row, best);
        } else {
          addAll(scorer.items(), seen[users[i]], scores, row, best);
        }
        lists[i] = best.drain().items();
      }
    }
  }

  private void addAll(int items, int[] seenByUser, float[] scores, int row, TopK best) {
    for (int item : seenByUser) {
      scores[row + item] = BlockScorer.NEVER;
    }
    float threshold = best.threshold();
    for (int item = 0; item < items; item++) {
      // Later items never win a tie, so only a higher score can enter a full list.
      if (scores[row + item] > threshold && rankable.get(item)) {
        best.add(item, scores[row + item]);
        threshold = best.threshold();
      }
    }
  }

  private static void addCandidates(int[] items, float[] scores, int row, TopK best) {
    for (int item : items) {
      if (scores[row + item] > BlockScorer.NEVER) {
        best.add(item, scores[row + item]);
      }
    }
  }
}
