package dev.slate.training.spark.tower;

import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.metric.RankingMetrics;
import dev.slate.training.model.sequence.SequenceValidation;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.Positives;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** A part of train as a test, see {@link ValidationCut}. */
final class TowerValidation {
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

  /** Holds back what the cut says. */
  static TowerValidation of(Positives positives, ValidationCut cut) {
    BitSet held = cut.held(positives);
    Positives train = positives.keep(row -> !held.get(row));
    BitSet items = train.itemsPresent();
    int[][] past = train.itemsByUser();
    int[][] future = positives.keep(held::get).itemsByUser();
    int[] users = IntStream.range(0, future.length).filter(u -> future[u].length > 0).toArray();
    int[][] histories = new int[users.length][];
    BitSet[] targets = new BitSet[users.length];
    for (int i = 0; i < users.length; i++) {
      histories[i] = Histories.newestFirst(past[users[i]]);
      targets[i] = new BitSet();
      IntStream.of(future[users[i]]).filter(items::get).forEach(targets[i]::set);
    }
    return new TowerValidation(train, users.length, histories, targets, items);
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

  /** NaN if nobody is held. O(users items d), on all cores. */
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
                RowMask.of(index.size(), item -> trainItems.get(item) && !seen.get(item)))
            .items();
    int relevant = targets[i].cardinality();
    return new double[] {
      RankingMetrics.of(list, targets[i]::get, relevant, NDCG_AT).ndcg(),
      RankingMetrics.of(list, targets[i]::get, relevant, RECALL_AT).recall()
    };
  }
}
