package dev.slate.training.spark.evaluate;

import dev.slate.training.model.Interactions;
import dev.slate.training.model.metric.IntraListDiversity;
import dev.slate.training.model.metric.ItemDistance;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.model.metric.MetricAccumulator;
import dev.slate.training.spark.Positives;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Judges contenders by what users chose later: users and items that are not in train are dropped
 * from test; every item of train is ranked, and held-out ones where the protocol has them, without
 * those that the user has already, unless the protocol names the candidates. Immutable,
 * thread-safe.
 */
public final class Evaluator {
  /** Length of the lists, unless the protocol has others. */
  public static final int K = 10;

  private final int[] ks;
  private final int[] trainCounts;
  private final int trainUsers;
  private final BitSet items;
  private final int[][] seen;
  private final int[][] relevant;
  private final int[][] candidates;
  private final int[] users;

  /**
   * @param train what models may have seen
   * @param test of the same row space, newer
   */
  public Evaluator(Positives train, Positives test) {
    this(train, test, train.itemsPresent(), new int[0][], new int[] {K}, Integer.MAX_VALUE);
  }

  public Evaluator(Holdout holdout) {
    this(holdout, Integer.MAX_VALUE);
  }

  private Evaluator(Holdout holdout, int mostUsers) {
    this(
        holdout.train(),
        holdout.test(),
        holdout.items(),
        holdout.candidates(),
        holdout.ks(),
        mostUsers);
  }

  /** Judges by so many users at most, evenly spread. */
  public static Evaluator ofSome(Holdout holdout, int users) {
    return new Evaluator(holdout, users);
  }

  private Evaluator(
      Positives train, Positives test, BitSet items, int[][] candidates, int[] ks, int mostUsers) {
    this.ks = ks;
    this.candidates = candidates;
    trainCounts = train.itemCounts();
    this.items = items;
    seen = train.itemsByUser();
    trainUsers = (int) Arrays.stream(seen).filter(mine -> mine.length > 0).count();
    relevant = test.itemsByUser();
    for (int user = 0; user < relevant.length; user++) {
      relevant[user] =
          seen[user].length == 0
              ? new int[0]
              : IntStream.of(relevant[user]).filter(items::get).toArray();
    }
    int[] all = IntStream.range(0, relevant.length).filter(u -> relevant[u].length > 0).toArray();
    int count = Math.min(mostUsers, all.length);
    users =
        IntStream.range(0, count).map(i -> all[(int) ((long) i * all.length / count)]).toArray();
  }

  /** The users of the test, ascending. */
  public int[] users() {
    return users.clone();
  }

  /** Test rows that count. */
  public int testSize() {
    return Arrays.stream(relevant).mapToInt(rows -> rows.length).sum();
  }

  /** Ranks for every user, on all cores; a {@link BlockScorer} by blocks of users. */
  public Result judge(Contender contender) {
    int[][] lists = lists(contender, IntStream.of(ks).max().orElseThrow());
    return new Result(
        contender.name(),
        users.clone(),
        lists,
        IntStream.of(ks).mapToObj(length -> accumulate(lists, length)).toList(),
        new IntraListDiversity(ItemDistance.coUsers(Interactions.of(trainCounts.length, seen)))
            .mean(lists, ks[0]));
  }

  /** NDCG at the headline's length of list, and nothing else: for comparing many contenders. */
  public double ndcg(Contender contender) {
    return accumulate(lists(contender, ks[0]), ks[0]).mean(Metric.NDCG);
  }

  private int[][] lists(Contender contender, int k) {
    return contender instanceof BlockScorer scorer
        ? new RankedLists(items, seen, candidates, k).of(scorer, users)
        : IntStream.of(users)
            .parallel()
            .mapToObj(user -> contender.top(user, k, accepted(user)))
            .toArray(int[][]::new);
  }

  private MetricAccumulator accumulate(int[][] lists, int k) {
    MetricAccumulator metrics = new MetricAccumulator(k, trainCounts, Math.max(1, trainUsers));
    for (int i = 0; i < users.length; i++) {
      metrics.add(lists[i], relevant[users[i]]);
    }
    return metrics;
  }

  private IntPredicate accepted(int user) {
    if (candidates.length > 0) {
      BitSet mine = new BitSet(trainCounts.length);
      IntStream.of(candidates[user]).forEach(mine::set);
      return mine::get;
    }
    BitSet unseen = (BitSet) items.clone();
    for (int item : seen[user]) {
      unseen.clear(item);
    }
    return unseen::get;
  }
}
