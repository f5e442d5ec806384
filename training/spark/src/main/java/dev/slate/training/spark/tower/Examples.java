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
 * user of {@code items[i]} begin at {@code starts[i]} and, without order, end before {@code
 * ends[i]}; {@code targets} are the places that are to be predicted. Immutable.
 */
final class Examples implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] items;
  private final int[] starts;
  private final int[] ends;
  private final int[] targets;

  private Examples(int[] items, int[] starts, int[] ends, int[] targets) {
    this.items = items;
    this.starts = starts;
    this.ends = ends;
    this.targets = targets;
  }

  /** Every interaction that has one of the same user before it. */
  static Examples of(Positives positives) {
    return of(positives, TwoTowerSettings.Sampling.Context.EARLIER);
  }

  /**
   * Every interaction that has one of the same user before it; without order, every one of a user
   * with two.
   */
  static Examples of(Positives positives, TwoTowerSettings.Sampling.Context context) {
    boolean ordered = context == TwoTowerSettings.Sampling.Context.EARLIER;
    int[] items = new int[positives.size()];
    int[] starts = new int[positives.size()];
    int[] ends = new int[ordered ? 0 : positives.size()];
    int[] targets = new int[positives.size()];
    int at = 0;
    int count = 0;
    for (int[] choices : positives.itemsByUser()) {
      int start = at;
      for (int item : choices) {
        items[at] = item;
        starts[at] = start;
        if (ordered ? at > start : choices.length > 1) {
          targets[count++] = at;
        }
        at++;
      }
      if (!ordered) {
        Arrays.fill(ends, start, at, at);
      }
    }
    return new Examples(items, starts, ends, Arrays.copyOf(targets, count));
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
    if (ends.length > 0) {
      others(target, length, random, batch);
      return;
    }
    int start = starts[target];
    int gap = random.nextInt(Math.min(maxGap, target - start - 1) + 1);
    int newest = target - gap - 1;
    for (int at = newest; at >= start && at > newest - length; at--) {
      batch.history(items[at]);
    }
  }

  /** Adds the user's others, of many a run that begins anywhere. */
  private void others(int target, int length, SplittableRandom random, TwoTowerBatch batch) {
    int start = starts[target];
    int size = ends[target] - start;
    int first = size - 1 > length ? random.nextInt(size) : 0;
    int left = Math.min(length, size - 1);
    for (int i = 0; left > 0; i++) {
      int at = start + (first + i) % size;
      if (at != target) {
        batch.history(items[at]);
        left--;
      }
    }
  }

  /** Differs where the examples do, as far as 32 bits can. */
  int fingerprint() {
    return 31 * Arrays.hashCode(items) + Arrays.hashCode(targets);
  }
}
