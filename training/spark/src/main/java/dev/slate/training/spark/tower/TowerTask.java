package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TwoTowerBatch;
import dev.slate.training.model.tower.TwoTowerGradient;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerShape;
import dev.slate.training.model.tower.TwoTowerStep;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
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
  private final String[] categoryNames;
  private final int[] categoryOffsets;
  private final int[] categoryValues;
  private final int[] seenItems;
  private final float[] logQ;

  TowerTask(
      TwoTowerSettings settings, Examples examples, ItemCategories categories, int[] itemCounts) {
    this.settings = settings;
    this.examples = examples;
    this.categoryNames = categories.names().toArray(String[]::new);
    this.categoryOffsets = categories.offsets();
    this.categoryValues = categories.values();
    this.seenItems =
        IntStream.range(0, itemCounts.length).filter(item -> itemCounts[item] > 0).toArray();
    this.logQ = logQ(settings, itemCounts, seenItems.length);
  }

  /** How often a batch offers each item, in logarithm: as somebody's target or drawn uniformly. */
  private static float[] logQ(TwoTowerSettings settings, int[] itemCounts, int seen) {
    double total = IntStream.of(itemCounts).sum();
    float[] logQ = new float[itemCounts.length];
    for (int item = 0; item < logQ.length; item++) {
      double offers =
          settings.batchSize() * itemCounts[item] / total + (double) settings.negatives() / seen;
      logQ[item] = (float) StrictMath.log(offers);
    }
    return logQ;
  }

  /** Rounds of an epoch; the same for every shard. */
  int rounds() {
    int perShard = Math.min(examples.size(), settings.epochExamples()) / settings.shards();
    int steps = (perShard + settings.batchSize() - 1) / settings.batchSize();
    return Math.max(1, (steps + settings.averagingPeriod() - 1) / settings.averagingPeriod());
  }

  /** Learns from one shard's part of a round; the given state stays as it is. */
  ShardResult run(TowerState from, int shard, int epoch, int round) {
    TowerState state = from.copy();
    TwoTowerParameters parameters = state.parameters(shape(settings), categories());
    TwoTowerStep step = new TwoTowerStep(parameters, (float) settings.temperature());
    TwoTowerGradient gradient = new TwoTowerGradient(parameters);
    int[] order = order(shard, epoch);
    SplittableRandom random = random(shard, epoch, round + 1);
    int perRound = settings.batchSize() * settings.averagingPeriod();
    int end = Math.min(order.length, (round + 1) * perRound);
    double loss = 0;
    int seen = 0;
    for (int at = round * perRound; at < end; at += settings.batchSize()) {
      int[] chosen = Arrays.copyOfRange(order, at, Math.min(end, at + settings.batchSize()));
      loss += step.run(batch(chosen, random), gradient) * chosen.length;
      seen += chosen.length;
      state.step(gradient, (float) settings.learningRate());
    }
    return new ShardResult(state, loss, seen);
  }

  static TwoTowerShape shape(TwoTowerSettings settings) {
    return new TwoTowerShape(settings.dim(), settings.historyLength(), settings.historyDecay());
  }

  private ItemCategories categories() {
    return new ItemCategories(Arrays.asList(categoryNames), categoryOffsets, categoryValues);
  }

  /** The shard's examples of an epoch in the order in which it sees them. */
  private int[] order(int shard, int epoch) {
    int[] order =
        IntStream.range(0, examples.size()).filter(e -> e % settings.shards() == shard).toArray();
    SplittableRandom random = random(shard, epoch, 0);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return Arrays.copyOf(
        order, Math.min(order.length, settings.epochExamples() / settings.shards()));
  }

  private SplittableRandom random(int shard, int epoch, int round) {
    long stream = ((long) epoch * 1_000_003 + round) * 1_009 + shard;
    return new SplittableRandom(settings.seed() ^ stream * 0x9E3779B97F4A7C15L);
  }

  private TwoTowerBatch batch(int[] chosen, SplittableRandom random) {
    int[][] histories = new int[chosen.length][];
    int[] candidates = new int[chosen.length + settings.negatives()];
    for (int i = 0; i < chosen.length; i++) {
      histories[i] =
          examples.history(chosen[i], settings.historyLength(), settings.maxGap(), random);
      candidates[i] = examples.target(chosen[i]);
    }
    for (int i = chosen.length; i < candidates.length; i++) {
      candidates[i] = seenItems[random.nextInt(seenItems.length)];
    }
    float[] candidateLogQ = new float[candidates.length];
    BitSet withoutId = new BitSet(candidates.length);
    for (int i = 0; i < candidates.length; i++) {
      candidateLogQ[i] = logQ[candidates[i]];
      withoutId.set(i, random.nextDouble() < settings.idDropout());
    }
    return new TwoTowerBatch(histories, candidates, candidateLogQ, withoutId);
  }
}
