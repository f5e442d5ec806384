package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TowerState;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.Positives;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns two towers by sampled softmax with logQ correction (Yi et al., RecSys 2019), mixed
 * negatives (Yang et al., WWW 2020) and Adagrad or Adam.
 *
 * <p>With one shard the driver trains, on all its cores. With more, Spark does, data-parallel
 * (local SGD, Stich 2019). The synchronisation rule:
 *
 * <ul>
 *   <li>Example {@code i} belongs to shard {@code i mod shards} for the whole training.
 *   <li>In a round every shard takes {@code averagingPeriod} steps of its own, all from the same
 *       state; nobody hears of another's steps meanwhile.
 *   <li>The round ends when the last shard is done: {@link TowerState#average} makes one state of
 *       theirs, the only time anybody waits, and the next round begins with it.
 *   <li>A table's row becomes the mean of the shards that changed it, a dense part the mean of all.
 *       Adagrad's sums grow by what all shards added, Adam's moments are averaged.
 *   <li>The learning rate follows the steps of a shard, of which there are {@code shards} times
 *       fewer than examples / batch.
 * </ul>
 *
 * <p>The number of shards is a setting, each is a pure function, and they are averaged in order:
 * one thread, core or executor or many give the same bits. A round sends the state to every
 * executor and brings one back from each shard: {@code O(shards (items + categories) d)} numbers.
 *
 * <p>Stops when Recall@100 on what is held back no longer improves and keeps the best epoch.
 */
public final class TwoTowerTrainer {
  private static final Logger LOG = LoggerFactory.getLogger(TwoTowerTrainer.class);

  private final Supplier<SparkSession> spark;
  private final TwoTowerSettings settings;

  public TwoTowerTrainer(SparkSession spark, TwoTowerSettings settings) {
    this(() -> spark, settings);
  }

  /**
   * @param spark asked for only if there is more than one shard
   */
  public TwoTowerTrainer(Supplier<SparkSession> spark, TwoTowerSettings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /**
   * @param categories of every item of the positives' row space, and attributes and age
   * @throws IllegalArgumentException if no user has two positives, or the items' numbers differ
   * @throws IllegalStateException if the loss stops being a number
   */
  public TwoTowerFit fit(Positives positives, ItemCategories categories) {
    return fit(positives, categories, ValidationCut.NEWEST, PassListener.SILENT);
  }

  /**
   * As above, with another part held back.
   *
   * @param listener is told of every epoch
   */
  public TwoTowerFit fit(
      Positives positives, ItemCategories categories, ValidationCut cut, PassListener listener) {
    return fit(positives, categories, cut, listener, Optional.empty());
  }

  /**
   * As without; what is in {@code checkpoints} is gone on from, and every epoch is written there.
   *
   * @throws IllegalArgumentException if a checkpoint is of other settings or other data
   */
  public TwoTowerFit fit(Positives positives, ItemCategories categories, Path checkpoints) {
    return fit(
        positives, categories, ValidationCut.NEWEST, PassListener.SILENT, Optional.of(checkpoints));
  }

  private TwoTowerFit fit(
      Positives positives,
      ItemCategories categories,
      ValidationCut cut,
      PassListener listener,
      Optional<Path> directory) {
    if (positives.size() == 0) {
      throw new IllegalArgumentException("positives: none (expected: at least one user with two)");
    }
    if (categories.items() != positives.items()) {
      throw new IllegalArgumentException(
          "categories: of %d items (expected: of %d, as the positives)"
              .formatted(categories.items(), positives.items()));
    }
    TowerValidation validation = TowerValidation.of(positives, cut);
    Examples examples = Examples.of(validation.train(), settings.sampling().context());
    if (examples.size() == 0) {
      throw new IllegalArgumentException("positives: no user has two (expected: at least one has)");
    }
    int[] itemCounts = validation.train().itemCounts();
    double[] availability = Availability.of(validation.train(), categories.createdMs());
    TowerTask task = new TowerTask(settings, examples, categories, itemCounts, availability);
    Optional<TowerCheckpoint> checkpoint =
        directory.map(
            path -> new TowerCheckpoint(path, settings + " on " + examples.fingerprint()));
    TowerProgress progress =
        checkpoint
            .flatMap(file -> file.read(settings.optimizer()))
            .orElseGet(() -> TowerProgress.start(start(categories)));
    try (Rounds rounds = rounds(task)) {
      while (!progress.isDone(settings.schedule())) {
        TowerProgress next = epoch(rounds, task, progress, validation, categories);
        checkpoint.ifPresent(file -> file.write(next));
        progress = next;
        LearningCurve.Epoch last = next.epochs().get(next.epochs().size() - 1);
        listener.ended(last.epoch(), settings.schedule().epochs(), last.loss(), last.ndcg());
      }
    }
    TowerState best = progress.best().copy();
    best.forgetUnseen(itemCounts, categories);
    return new TwoTowerFit(
        new TwoTowerModel(best.parameters(settings.shape(), categories)),
        new LearningCurve(progress.epochs(), progress.bestEpoch()));
  }

  private TowerState start(ItemCategories categories) {
    return TowerState.of(
        TwoTowerParameters.random(settings.shape(), categories, settings.seed()),
        settings.optimizer());
  }

  private TowerProgress epoch(
      Rounds rounds,
      TowerTask task,
      TowerProgress progress,
      TowerValidation validation,
      ItemCategories categories) {
    long startNs = System.nanoTime();
    int epoch = progress.epochs().size() + 1;
    TowerState state = progress.current();
    double loss = 0;
    long seen = 0;
    for (int round = 0; round < task.rounds(); round++) {
      List<ShardResult> results = rounds.run(state, epoch, round);
      state =
          results.size() == 1
              ? results.get(0).state()
              : state.average(results.stream().map(ShardResult::state).toArray(TowerState[]::new));
      loss += results.stream().mapToDouble(ShardResult::loss).sum();
      seen += results.stream().mapToInt(ShardResult::examples).sum();
    }
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException(
          "loss: %s in epoch %d (expected: finite; a lower learning rate helps)"
              .formatted(loss, epoch));
    }
    TowerValidation.Quality quality =
        validation.judge(new TwoTowerModel(state.parameters(settings.shape(), categories)));
    LearningCurve.Epoch done =
        new LearningCurve.Epoch(
            epoch,
            loss / seen,
            quality.ndcg(),
            quality.recall(),
            (System.nanoTime() - startNs) / 1e9);
    LOG.info("two-tower {}", done);
    return progress.after(state, done);
  }

  /** What runs the shards of a round; results are in the shards' order. */
  private interface Rounds extends AutoCloseable {
    List<ShardResult> run(TowerState from, int epoch, int round);

    @Override
    default void close() {}
  }

  private Rounds rounds(TowerTask task) {
    return settings.distribution().shards() == 1
        ? (from, epoch, round) -> List.of(task.run(from, 0, epoch, round))
        : new SparkRounds(task);
  }

  private final class SparkRounds implements Rounds {
    private final JavaSparkContext context =
        JavaSparkContext.fromSparkContext(spark.get().sparkContext());
    private final Broadcast<TowerTask> task;
    private final List<Integer> shards =
        IntStream.range(0, settings.distribution().shards()).boxed().toList();

    SparkRounds(TowerTask task) {
      this.task = context.broadcast(task);
    }

    @Override
    public List<ShardResult> run(TowerState from, int epoch, int round) {
      Broadcast<TowerState> current = context.broadcast(from);
      Broadcast<TowerTask> shared = task;
      try {
        return context
            .parallelize(shards, shards.size())
            .map(shard -> shared.value().run(current.value(), shard, epoch, round))
            .collect();
      } finally {
        current.destroy();
      }
    }

    @Override
    public void close() {
      task.destroy();
    }
  }
}
