package dev.slate.bench.tower;

import dev.slate.training.model.registry.TensorWriter;
import dev.slate.training.model.tower.TwoTowerBatch;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Batches that can be learnt: a user likes one of some groups of items, popular ones more often;
 * histories are of any length up to the longest. The n-th batch is always the same.
 */
final class DrawnBatches {
  private static final int GROUPS = 20;

  private final int items;
  private final int batchSize;
  private final int negatives;
  private final int longest;
  private final float[] logQ;

  DrawnBatches(int items, int batchSize, int negatives, int longest) {
    this.items = items;
    this.batchSize = batchSize;
    this.negatives = negatives;
    this.longest = longest;
    this.logQ = new float[items];
    int perGroup = items / GROUPS;
    for (int i = 0; i < items; i++) {
      // The square of a uniform number in [0, 1) lies in cell r of n with this probability.
      double from = Math.sqrt(Math.min(i / GROUPS, perGroup - 1) / (double) perGroup);
      double to = Math.sqrt(Math.min(i / GROUPS + 1, perGroup) / (double) perGroup);
      double frequency = (to - from) / GROUPS;
      logQ[i] = (float) StrictMath.log(batchSize * frequency + (double) negatives / items);
    }
  }

  /** Log of how often a batch offers each item. */
  float[] logQ() {
    return logQ;
  }

  void fill(int number, TwoTowerBatch batch) {
    SplittableRandom random = new SplittableRandom(number * 7_919L + 1);
    batch.clear();
    for (int i = 0; i < batchSize; i++) {
      int group = random.nextInt(GROUPS);
      int length = 1 + random.nextInt(longest);
      for (int j = 0; j < length; j++) {
        batch.history(item(group, random));
      }
      int positive = item(group, random);
      batch.example(positive, logQ[positive], 1);
    }
    for (int i = 0; i < negatives; i++) {
      int item = random.nextInt(items);
      batch.negative(item, logQ[item], 1);
    }
  }

  private int item(int group, SplittableRandom random) {
    double u = random.nextDouble();
    return (int) (u * u * (items / GROUPS)) * GROUPS + group;
  }

  /** Histories {@code [steps x batch x longest]}, filled up with -1, and candidates. */
  byte[] export(int steps) {
    int[] histories = new int[steps * batchSize * longest];
    Arrays.fill(histories, -1);
    int candidates = batchSize + negatives;
    int[] items = new int[steps * candidates];
    TwoTowerBatch batch = new TwoTowerBatch();
    for (int s = 0; s < steps; s++) {
      fill(s, batch);
      for (int i = 0; i < batchSize; i++) {
        int start = batch.start(i);
        int at = (s * batchSize + i) * longest;
        System.arraycopy(batch.items(), start, histories, at, batch.start(i + 1) - start);
      }
      for (int c = 0; c < candidates; c++) {
        items[s * candidates + c] = batch.candidate(c);
      }
    }
    return new TensorWriter()
        .add("histories", histories, steps, batchSize, longest)
        .add("candidates", items, steps, candidates)
        .toBytes();
  }
}
