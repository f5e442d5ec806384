package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TowerState;
import dev.slate.training.model.tower.TwoTowerBatch;
import dev.slate.training.model.tower.TwoTowerGradient;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerStep;
import java.io.Serializable;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What one shard does between two averagings, as a pure function of the state, the epoch and the
 * round. Goes to every executor once. Immutable.
 */
final class TowerTask implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TwoTowerSettings settings;
  private final Examples examples;
  private final ItemCategories categories;
  private final int[] seenItems;
  private final float[] logQ;

  /**
   * @param itemCounts positives of each item
   * @param availability share of training that each item was there for
   */
  TowerTask(
      TwoTowerSettings settings,
      Examples examples,
      ItemCategories categories,
      int[] itemCounts,
      double[] availability) {
    this.settings = settings;
    this.examples = examples;
    this.categories = categories;
    this.seenItems =
        IntStream.range(0, itemCounts.length).filter(item -> itemCounts[item] > 0).toArray();
    this.logQ = logQ(settings, itemCounts, availability, seenItems.length);
  }

  /**
   * How often a batch offers each item, in logarithm: as somebody's target or drawn uniformly; as
   * much more often as it was there for less, so that the model learns how often an item is chosen
   * while it is there.
   */
  private static float[] logQ(
      TwoTowerSettings settings, int[] itemCounts, double[] availability, int seen) {
    double total = IntStream.of(itemCounts).asLongStream().sum();
    float[] logQ = new float[itemCounts.length];
    for (int item = 0; item < logQ.length; item++) {
      double offers =
          settings.sampling().batchSize() * itemCounts[item] / total
              + (double) settings.sampling().negatives() / seen;
      logQ[item] = (float) (StrictMath.log(offers) - StrictMath.log(availability[item]));
    }
    return logQ;
  }

  /** Rounds of an epoch; the same for every shard. */
  int rounds() {
    return Math.max(1, parts(steps(), period()));
  }

  /** Steps of an epoch that a shard takes at most. */
  private int steps() {
    int shards = settings.distribution().shards();
    int perShard = Math.min(examples.size(), settings.schedule().epochExamples()) / shards;
    return Math.max(1, parts(perShard, settings.sampling().batchSize()));
  }

  /** Steps of a round: nobody has to wait for a shard that is alone. */
  private int period() {
    return settings.distribution().shards() == 1
        ? steps()
        : settings.distribution().averagingPeriod();
  }

  private static int parts(int length, int size) {
    return (length + size - 1) / size;
  }

  /** Learns from one shard's part of a round; the given state stays as it is. */
  ShardResult run(TowerState from, int shard, int epoch, int round) {
    TowerState state = from.copy();
    TwoTowerParameters parameters = state.parameters(settings.shape(), categories);
    TwoTowerStep step = new TwoTowerStep(parameters, settings.softmax());
    TwoTowerGradient gradient = new TwoTowerGradient(parameters);
    TwoTowerBatch batch = new TwoTowerBatch();
    Order order = new Order(shard, epoch);
    SplittableRandom random = random(shard, epoch, round + 1);
    int batchSize = settings.sampling().batchSize();
    int first = round * period();
    int allSteps = settings.schedule().epochs() * steps();
    double loss = 0;
    int seen = 0;
    for (int s = first; s < Math.min(steps(), first + period()); s++) {
      int begin = s * batchSize;
      int end = Math.min(order.length, begin + batchSize);
      if (begin < end) {
        fill(batch, order, begin, end, random);
        loss += step.run(batch, gradient) * (end - begin);
        seen += end - begin;
        state.step(gradient, settings.learningRate().at((epoch - 1) * steps() + s, allSteps));
      }
    }
    return new ShardResult(state, loss, seen);
  }

  /** The shard's examples of an epoch in the order in which it sees them. */
  private final class Order {
    private final int shard;
    private final int shards = settings.distribution().shards();
    private final Permutation permutation;
    private final int length;

    Order(int shard, int epoch) {
      this.shard = shard;
      int own = (examples.size() - shard + shards - 1) / shards;
      this.permutation = new Permutation(own, random(shard, epoch, 0).nextLong());
      this.length = Math.min(own, settings.schedule().epochExamples() / shards);
    }

    int example(int at) {
      return shard + shards * permutation.of(at);
    }
  }

  private SplittableRandom random(int shard, int epoch, int round) {
    long stream = ((long) epoch * 1_000_003 + round) * 1_009 + shard;
    return new SplittableRandom(settings.seed() ^ stream * 0x9E3779B97F4A7C15L);
  }

  private void fill(TwoTowerBatch batch, Order order, int begin, int end, SplittableRandom random) {
    TwoTowerSettings.Sampling sampling = settings.sampling();
    batch.clear();
    for (int at = begin; at < end; at++) {
      int example = order.example(at);
      examples.history(example, settings.shape().historyLength(), sampling.maxGap(), random, batch);
      int item = examples.target(example);
      batch.example(item, logQ[item], idWeight(random));
    }
    for (int i = 0; i < sampling.negatives(); i++) {
      int item = seenItems[random.nextInt(seenItems.length)];
      batch.negative(item, logQ[item], idWeight(random));
    }
  }

  private float idWeight(SplittableRandom random) {
    return random.nextDouble() < settings.sampling().idDropout() ? 0 : 1;
  }
}
