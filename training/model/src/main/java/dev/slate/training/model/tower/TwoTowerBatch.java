package dev.slate.training.model.tower;

import java.util.BitSet;

/**
 * One batch for {@link TwoTowerStep}: {@code B} examples and {@code B + M} candidates, the
 * examples' positives first, then M sampled negatives.
 *
 * @param histories {@code [B]}, each newest first and without the example's positive
 * @param candidates item rows {@code [B + M]}; candidate {@code i < B} is example i's positive
 * @param logQ {@code [B + M]}: log of how often the sampler offers that candidate, up to a constant
 *     (for in-batch plus uniform: {@code log(B * frequency + M / n)}); taken off its logit
 * @param withoutId candidates that are shown by their categories only, so that these learn to stand
 *     for items nobody has seen
 */
public record TwoTowerBatch(int[][] histories, int[] candidates, float[] logQ, BitSet withoutId) {
  /**
   * @throws IllegalArgumentException if the sizes disagree
   */
  public TwoTowerBatch {
    if (candidates.length < histories.length || logQ.length != candidates.length) {
      throw new IllegalArgumentException(
          "histories: %d, candidates: %d, logQ: %d (expected: candidates at least histories, as many logQ)"
              .formatted(histories.length, candidates.length, logQ.length));
    }
  }

  /** B. */
  public int examples() {
    return histories.length;
  }
}
