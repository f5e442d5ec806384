package dev.slate.data.split;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Predicate;

/**
 * Interactions cut into a part to learn from and a part to be judged by. Both share ids.
 *
 * @param train what models may see
 * @param test what they should have recommended; only of users and items that are in train
 */
public record Split(Interactions train, Interactions test) {

  /** Makes the cut fair: users and items that are not in train are dropped from test. */
  public Split {
    if (train.users() != test.users() || train.items() != test.items()) {
      throw new IllegalArgumentException("test: other ids than train (expected: the same)");
    }
    BitSet users = train.usersPresent();
    BitSet items = train.itemsPresent();
    Interactions all = test;
    test = all.keep(row -> users.get(all.user(row)) && items.get(all.item(row)));
  }

  /**
   * The global time split: the newest rows of all are test. Closest to production, where the past
   * of everybody predicts the future of everybody.
   *
   * <p>The cut is the time of the row at {@code floor(trainShare * rows)} by time; rows at or after
   * it are test, so equal times are never torn apart. (RePlay's {@code TimeSplitter}.)
   *
   * @param trainShare above 0, below 1; usually 0.8
   */
  public static Split byTime(Interactions all, double trainShare) {
    long cutMs = cutMs(all, trainShare);
    return new Split(
        all.keep(row -> all.timeMs(row) < cutMs), all.keep(row -> all.timeMs(row) >= cutMs));
  }

  /** The time at which {@link #byTime} cuts, milliseconds since 1970. */
  public static long cutMs(Interactions all, double trainShare) {
    if (!(trainShare > 0 && trainShare < 1)) {
      throw new IllegalArgumentException(
          "trainShare: " + trainShare + " (expected: above 0, below 1)");
    }
    if (all.size() == 0) {
      throw new IllegalArgumentException("interactions: none (expected: at least one)");
    }
    long[] times = new long[all.size()];
    Arrays.setAll(times, all::timeMs);
    Arrays.sort(times);
    return times[(int) (trainShare * times.length)];
  }

  /**
   * Each user's last row is test, all others train. Users with a single row stay in train only.
   *
   * <p>It is the protocol of many papers and kinder than production: for most users train has rows
   * of others that are newer than what is to be predicted.
   */
  public static Split leaveLastOut(Interactions all) {
    int[] last = new int[all.users().size()];
    int[] count = new int[all.users().size()];
    for (int row : all.byTime()) {
      last[all.user(row)] = row;
      count[all.user(row)]++;
    }
    BitSet test = new BitSet(all.size());
    for (int user = 0; user < last.length; user++) {
      if (count[user] > 1) {
        test.set(last[user]);
      }
    }
    return new Split(all.keep(row -> !test.get(row)), all.keep(test::get));
  }

  /**
   * The cut that the authors of a data set made.
   *
   * @param accept which events count, as in {@link Interactions#positives}
   * @throws IllegalArgumentException if the data set came in one piece
   */
  public static Split given(Dataset dataset, Predicate<Event> accept) {
    int givenTrain =
        dataset
            .givenTrainSize()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "dataset: " + dataset.name() + " (expected: one with a test file)"));
    Interactions all = Interactions.of(dataset.events(), accept);
    long train = dataset.events().stream().limit(givenTrain).filter(accept).count();
    return new Split(all.keep(row -> row < train), all.keep(row -> row >= train));
  }
}
