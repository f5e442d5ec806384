package dev.slate.training.model.sequence;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The items over which a batch's softmax runs.
 *
 * @param items rows, ascending {@code [m]}
 * @param logQ log of the probability that each is among them {@code [m]}, taken off its logit
 *     except where it is the target, which always is among them: so the sum over the sample
 *     estimates that over the catalogue without bias (Khrylchenko et al., RecSys 2025)
 */
record Candidates(int[] items, float[] logQ) {

  /** All items that have been chosen. */
  static Candidates full(int[] itemCounts) {
    int[] items = IntStream.range(0, itemCounts.length).filter(i -> itemCounts[i] > 0).toArray();
    return new Candidates(items, new float[items.length]);
  }

  /**
   * The batch's targets and a uniform sample.
   *
   * @param all what {@link #full} gives
   * @param negatives drawn with replacement
   */
  static Candidates sampled(
      SequenceBatch batch,
      int[] itemCounts,
      Candidates all,
      int negatives,
      SplittableRandom random) {
    BitSet chosen = new BitSet(itemCounts.length);
    for (int target : batch.targets()) {
      chosen.set(target);
    }
    for (int i = 0; i < negatives; i++) {
      chosen.set(all.items[random.nextInt(all.items.length)]);
    }
    double total = Arrays.stream(itemCounts).asLongStream().sum();
    double undrawn = StrictMath.pow(1 - 1.0 / all.items.length, negatives);
    int[] items = chosen.stream().toArray();
    float[] logQ = new float[items.length];
    for (int j = 0; j < items.length; j++) {
      double untargeted = StrictMath.pow(1 - itemCounts[items[j]] / total, batch.size());
      logQ[j] = (float) StrictMath.log1p(-undrawn * untargeted);
    }
    return new Candidates(items, logQ);
  }
}
