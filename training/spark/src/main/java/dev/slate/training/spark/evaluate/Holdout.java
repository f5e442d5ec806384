package dev.slate.training.spark.evaluate;

import dev.slate.training.model.Interactions;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.TrainingData;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * What models may learn from and what judges them, of one row space. Only test rows of users and
 * items that are in train are left (of {@link Protocol#COLD_ITEMS}: users in train and items held
 * out), and none that is in train too. Immutable by agreement.
 *
 * @param protocol by which it was cut, and by which train is cut again for tuning
 * @param data the catalogue; its positives are train
 * @param test what users chose, to be found
 * @param candidates by user, the items that are ranked, the user's test item among them; empty:
 *     every item of train and test that the user has not in train
 * @param dropped test rows that cannot judge
 */
public record Holdout(
    Protocol protocol, TrainingData data, Positives test, int[][] candidates, Dropped dropped) {

  /** Test rows that were left out, by the first reason that holds. */
  public record Dropped(int unknownUser, int unknownItem, int alsoInTrain) {
    public int total() {
      return unknownUser + unknownItem + alsoInTrain;
    }
  }

  /**
   * Leaves the test rows that can judge.
   *
   * @param all the catalogue and its row space
   * @throws IllegalArgumentException if train is empty or no row of test is left
   */
  public static Holdout of(
      Protocol protocol, TrainingData all, Positives train, Positives test, int[][] candidates) {
    return of(protocol, all, train, test, candidates, train.itemsPresent());
  }

  /** As the other, but the test may only be of these items, whether train has them or not. */
  static Holdout of(
      Protocol protocol,
      TrainingData all,
      Positives train,
      Positives test,
      int[][] candidates,
      BitSet items) {
    if (train.size() == 0) {
      throw new IllegalArgumentException(
          "train: no positives (expected: at least one; are ratings below min-rating?)");
    }
    int[][] seen = train.itemsByUser();
    Interactions known = Interactions.of(train.items(), seen);
    BitSet again = repeated(known, test);
    int[] reasons = new int[3];
    Positives fair =
        test.keep(
            row -> {
              int reason =
                  seen[test.user(row)].length == 0
                      ? 0
                      : !items.get(test.item(row)) ? 1 : again.get(row) ? 2 : -1;
              if (reason >= 0) {
                reasons[reason]++;
              }
              return reason < 0;
            });
    Dropped dropped = new Dropped(reasons[0], reasons[1], reasons[2]);
    if (fair.size() == 0) {
      throw new IllegalArgumentException(
          "test: no row of a user and an item of train (expected: at least one; dropped: "
              + dropped
              + ")");
    }
    TrainingData data = new TrainingData(all.items(), all.facts(), all.users(), train);
    return new Holdout(protocol, data, fair, candidates, dropped);
  }

  /** Rows whose pair is in train, or in an earlier row. */
  private static BitSet repeated(Interactions train, Positives test) {
    BitSet again = new BitSet();
    int[][] rowsByUser = test.rowsByUser();
    BitSet mine = new BitSet();
    for (int user = 0; user < rowsByUser.length; user++) {
      mine.clear();
      IntStream.range(train.offsets()[user], train.offsets()[user + 1])
          .forEach(at -> mine.set(train.items()[at]));
      for (int row : rowsByUser[user]) {
        again.set(row, mine.get(test.item(row)));
        mine.set(test.item(row));
      }
    }
    return again;
  }

  public Positives train() {
    return data.positives();
  }

  /** The items that are ranked: those of train, and held-out ones that judge. */
  BitSet items() {
    BitSet items = train().itemsPresent();
    items.or(test.itemsPresent());
    return items;
  }

  /** Train as compact lists by user. */
  public Interactions interactions() {
    return Interactions.of(train().items(), train().itemsByUser());
  }

  /** Train cut again by the same protocol, for choosing settings without a look at the test. */
  public Holdout inner(long seed) {
    return protocol.cut(data, seed);
  }

  /** Which lengths of lists are usual, the most quoted first. */
  public int[] ks() {
    return protocol.ks();
  }
}
