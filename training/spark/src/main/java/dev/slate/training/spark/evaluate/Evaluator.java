package dev.slate.training.spark.evaluate;

import dev.slate.training.model.metric.MetricAccumulator;
import dev.slate.training.spark.Positives;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Judges contenders by what users chose later (RePlay's protocol): users and items that are not in
 * train are dropped from test; every item of train is ranked, without those that the user has
 * already; lists of ten. Immutable, thread-safe.
 */
public final class Evaluator {
  /** Length of the lists. */
  public static final int K = 10;

  private final int[] trainCounts;
  private final int trainUsers;
  private final BitSet trainItems;
  private final int[][] seen;
  private final int[][] relevant;
  private final int[] users;

  /**
   * @param train what models may have seen
   * @param test of the same row space, newer
   */
  public Evaluator(Positives train, Positives test) {
    trainCounts = train.itemCounts();
    trainItems = train.itemsPresent();
    seen = train.itemsByUser();
    trainUsers = (int) Arrays.stream(seen).filter(items -> items.length > 0).count();
    relevant = test.itemsByUser();
    for (int user = 0; user < relevant.length; user++) {
      relevant[user] =
          seen[user].length == 0
              ? new int[0]
              : IntStream.of(relevant[user]).filter(trainItems::get).toArray();
    }
    users = IntStream.range(0, relevant.length).filter(u -> relevant[u].length > 0).toArray();
  }

  /** The users of the test, ascending. */
  public int[] users() {
    return users.clone();
  }

  /** Test rows that count. */
  public int testSize() {
    return Arrays.stream(relevant).mapToInt(items -> items.length).sum();
  }

  /** Asks a contender for every user's list, on all cores. */
  public Result judge(Contender contender) {
    int[][] lists =
        IntStream.of(users)
            .parallel()
            .mapToObj(user -> contender.top(user, K, unseen(user)::get))
            .toArray(int[][]::new);
    MetricAccumulator metrics = new MetricAccumulator(K, trainCounts, Math.max(1, trainUsers));
    for (int i = 0; i < users.length; i++) {
      metrics.add(lists[i], relevant[users[i]]);
    }
    return new Result(contender.name(), metrics);
  }

  private BitSet unseen(int user) {
    BitSet unseen = (BitSet) trainItems.clone();
    for (int item : seen[user]) {
      unseen.clear(item);
    }
    return unseen;
  }
}
