package dev.slate.training.spark.tower;

import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.metric.RankingMetrics;
import dev.slate.training.model.sequence.SequenceValidation;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.Positives;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The newest tenth of train as a test: users who were there before it and what they chose in it. At
 * most {@link #USERS} users, so that training loses little.
 */
final class TowerValidation {
  private static final double SHARE = 0.9;
  private static final int USERS = 500;
  private static final int NDCG_AT = 10;
  private static final int RECALL_AT = 100;

  private final Positives train;
  private final int users;
  private final int[][] histories;
  private final BitSet[] targets;
  private final BitSet trainItems;

  /** Means over users. */
  record Quality(double ndcg, double recall) {}

  private TowerValidation(
      Positives train, int users, int[][] histories, BitSet[] targets, BitSet trainItems) {
    this.train = train;
    this.users = users;
    this.histories = histories;
    this.targets = targets;
    this.trainItems = trainItems;
  }

  static TowerValidation of(Positives positives) {
    long cutMs = positives.cutMs(SHARE);
    Positives before = positives.before(cutMs);
    Positives after = positives.since(cutMs);
    int[][] past = before.itemsByUser();
    int[][] future = after.itemsByUser();
    int[] users =
        evenly(
            IntStream.range(0, positives.users())
                .filter(user -> past[user].length > 0 && future[user].length > 0)
                .toArray());
    BitSet held = new BitSet();
    IntStream.of(users).forEach(held::set);
    Positives train =
        positives.keep(row -> positives.timeMs(row) < cutMs || !held.get(positives.user(row)));
    BitSet items = train.itemsPresent();
    int[][] histories = new int[users.length][];
    BitSet[] targets = new BitSet[users.length];
    for (int i = 0; i < users.length; i++) {
      histories[i] = Histories.newestFirst(past[users[i]]);
      targets[i] = new BitSet();
      IntStream.of(future[users[i]]).filter(items::get).forEach(targets[i]::set);
    }
    return new TowerValidation(train, users.length, histories, targets, items);
  }

  private static int[] evenly(int[] users) {
    int count = Math.min(USERS, users.length);
    return IntStream.range(0, count)
        .map(i -> users[(int) ((long) i * users.length / count)])
        .toArray();
  }

  /** What is left to learn from. */
  Positives train() {
    return train;
  }

  /** The same for a model that is not trained by Spark. */
  SequenceValidation sequences() {
    int[][] lists = Arrays.stream(targets).map(set -> set.stream().toArray()).toArray(int[][]::new);
    return new SequenceValidation(histories, lists, trainItems);
  }

  /** NaN if nobody is in the slice. O(users items d), on all cores. */
  Quality judge(TwoTowerModel model) {
    ExactIndex index = new ExactIndex(model.itemVectors());
    double[][] values =
        IntStream.range(0, users)
            .parallel()
            .filter(i -> !targets[i].isEmpty())
            .mapToObj(i -> judge(model, index, i))
            .toArray(double[][]::new);
    double ndcg = Arrays.stream(values).mapToDouble(v -> v[0]).average().orElse(Double.NaN);
    double recall = Arrays.stream(values).mapToDouble(v -> v[1]).average().orElse(Double.NaN);
    return new Quality(ndcg, recall);
  }

  private double[] judge(TwoTowerModel model, ExactIndex index, int i) {
    BitSet seen = new BitSet();
    IntStream.of(histories[i]).forEach(seen::set);
    int[] list =
        index
            .search(
                model.userVector(histories[i]),
                RECALL_AT,
                item -> trainItems.get(item) && !seen.get(item))
            .items();
    int relevant = targets[i].cardinality();
    return new double[] {
      RankingMetrics.of(list, targets[i]::get, relevant, NDCG_AT).ndcg(),
      RankingMetrics.of(list, targets[i]::get, relevant, RECALL_AT).recall()
    };
  }
}
