package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.TwoTowerBatch;
import dev.slate.training.spark.Positives;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Training examples, compact: each is a target and the user's interactions before it.
 *
 * <p>{@code items} holds each user's choices, oldest first, one user after the other; those of the
 * user of {@code items[i]} begin at {@code starts[i]}; {@code targets} are the places that are to
 * be predicted. Immutable.
 */
final class Examples implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] items;
  private final int[] starts;
  private final int[] targets;

  private Examples(int[] items, int[] starts, int[] targets) {
    this.items = items;
    this.starts = starts;
    this.targets = targets;
  }

  /** Every interaction that has one of the same user before it. */
  static Examples of(Positives positives) {
    int[] items = new int[positives.size()];
    int[] starts = new int[positives.size()];
    int[] targets = new int[positives.size()];
    int at = 0;
    int count = 0;
    for (int[] choices : positives.itemsByUser()) {
      int start = at;
      for (int item : choices) {
        items[at] = item;
        starts[at] = start;
        if (at > start) {
          targets[count++] = at;
        }
        at++;
      }
    }
    return new Examples(items, starts, Arrays.copyOf(targets, count));
  }

  int size() {
    return targets.length;
  }

  int target(int example) {
    return items[targets[example]];
  }

  /**
   * Adds the interactions before the target to a batch, newest first, without a random number of
   * the newest: nobody knows how soon after the last known interaction the next request comes.
   * (With none left out the model learns the order within a visit, which says little about the next
   * visit.)
   *
   * @param length at most
   * @param maxGap how many to leave out at most; uniform, but one always stays
   */
  void history(int example, int length, int maxGap, SplittableRandom random, TwoTowerBatch batch) {
    int target = targets[example];
    int start = starts[target];
    int gap = random.nextInt(Math.min(maxGap, target - start - 1) + 1);
    int newest = target - gap - 1;
    for (int at = newest; at >= start && at > newest - length; at--) {
      batch.history(items[at]);
    }
  }

  /** Differs where the examples do, as far as 32 bits can. */
  int fingerprint() {
    return 31 * Arrays.hashCode(items) + Arrays.hashCode(targets);
  }
}
