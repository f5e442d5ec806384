package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerShape;
import dev.slate.training.spark.Positives;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns two towers by sampled softmax with logQ correction (Yi et al., RecSys 2019), mixed
 * negatives (Yang et al., WWW 2020) and Adagrad, data-parallel: each shard takes some steps on its
 * own, then all are averaged (local SGD, Stich 2019).
 *
 * <p>The number of shards is a setting, each is a pure function, and they are averaged in order:
 * one thread or many give the same bits. Stops when Recall@100 on the newest slice no longer
 * improves and keeps the best epoch.
 */
public final class TwoTowerTrainer {
  private static final Logger LOG = LoggerFactory.getLogger(TwoTowerTrainer.class);

  private final JavaSparkContext spark;
  private final TwoTowerSettings settings;

  public TwoTowerTrainer(SparkSession spark, TwoTowerSettings settings) {
    this.spark = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = settings;
  }

  /**
   * @param categories of every item of the positives' row space
   * @throws IllegalArgumentException if no user has two positives
   */
  public TwoTowerFit fit(Positives positives, ItemCategories categories) {
    TowerValidation validation = TowerValidation.of(positives);
    Positives train = validation.train();
    Examples examples = Examples.of(train);
    if (examples.size() == 0) {
      throw new IllegalArgumentException("positives: no user has two (expected: at least one has)");
    }
    int[] itemCounts = train.itemCounts();
    TwoTowerShape shape = TowerTask.shape(settings);
    TowerState state = TowerState.of(TwoTowerParameters.random(shape, categories, settings.seed()));
    TowerTask task = new TowerTask(settings, examples, categories, itemCounts);
    Broadcast<TowerTask> shared = spark.broadcast(task);
    List<LearningCurve.Epoch> curve = new ArrayList<>();
    TowerState best = state;
    int bestEpoch = 0;
    double bestRecall = Double.NEGATIVE_INFINITY;
    try {
      for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
        long startNs = System.nanoTime();
        EpochResult result = epoch(shared, state, epoch, task.rounds());
        state = result.state();
        TowerValidation.Quality quality =
            validation.judge(new TwoTowerModel(state.copy().parameters(shape, categories)));
        double seconds = (System.nanoTime() - startNs) / 1e9;
        curve.add(
            new LearningCurve.Epoch(
                epoch, result.loss(), quality.ndcg(), quality.recall(), seconds));
        LOG.info("two-tower {}", curve.get(epoch - 1));
        if (!(quality.recall() <= bestRecall)) {
          best = state;
          bestEpoch = epoch;
          bestRecall = quality.recall();
        } else if (epoch - bestEpoch >= settings.patience()) {
          break;
        }
      }
    } finally {
      shared.destroy();
    }
    best.forgetUnseen(itemCounts);
    return new TwoTowerFit(
        new TwoTowerModel(best.parameters(shape, categories)), new LearningCurve(curve, bestEpoch));
  }

  private record EpochResult(TowerState state, double loss) {}

  private EpochResult epoch(Broadcast<TowerTask> task, TowerState start, int epoch, int rounds) {
    List<Integer> shards = IntStream.range(0, settings.shards()).boxed().toList();
    TowerState state = start;
    double loss = 0;
    long examples = 0;
    for (int r = 0; r < rounds; r++) {
      int round = r;
      Broadcast<TowerState> current = spark.broadcast(state);
      List<ShardResult> results =
          spark
              .parallelize(shards, shards.size())
              .map(shard -> task.value().run(current.value(), shard, epoch, round))
              .collect();
      current.destroy();
      state = state.average(results.stream().map(ShardResult::state).toArray(TowerState[]::new));
      loss += results.stream().mapToDouble(ShardResult::loss).sum();
      examples += results.stream().mapToInt(ShardResult::examples).sum();
    }
    return new EpochResult(state, loss / examples);
  }
}
