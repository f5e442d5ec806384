package dev.slate.training.model.tower;

import java.io.Serializable;

/**
 * What a step's softmax runs over.
 *
 * @param temperature divides the inner products, above 0
 * @param logQ how the sampler's bias is taken out
 * @param cachedNegatives how many vectors of earlier batches' candidates are negatives too (Wang et
 *     al., SIGIR 2021: cross-batch negative sampling); they are as they were and get no gradient
 * @param hardNegatives how many of an example's negatives count, the ones with the highest logits;
 *     0 for all
 */
public record SoftmaxSettings(float temperature, LogQ logQ, int cachedNegatives, int hardNegatives)
    implements Serializable {

  /** How a candidate's logit is corrected for how often the sampler offers it. */
  public enum LogQ {
    /** Not at all: popular items are pushed away. */
    NONE,
    /** {@code log q} is taken off every logit (Yi et al., RecSys 2019). */
    STANDARD,
    /**
     * The positive is not sampled but always there, so it is no part of the proposal (Khrylchenko
     * et al., RecSys 2025). With logits {@code f} and negatives {@code d} of proposal {@code q} the
     * loss is {@code sg(1 - P) * (log sum_d exp(f_d - log q_d) - f_p)}, {@code P = exp(f_p) /
     * (exp(f_p) + sum_d exp(f_d - log q_d))} being the model's probability of the positive, through
     * which no gradient goes. As {@code (1 - P) / sum_d = 1 / (exp(f_p) + sum_d)}, its gradient is
     * that of {@code -log P}, which is what is computed and reported. Draws that hit the positive
     * are left out, so a negative comes from {@code q / (1 - q_p)}; {@code 1 - q_p} of the draws
     * are left, and the two cancel in the expected number of offers that {@code q_d} is here.
     */
    CORRECTED
  }

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public SoftmaxSettings {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature: " + temperature + " (expected: above 0)");
    }
    if (cachedNegatives < 0 || hardNegatives < 0) {
      throw new IllegalArgumentException(
          "cachedNegatives: %d, hardNegatives: %d (expected: at least 0)"
              .formatted(cachedNegatives, hardNegatives));
    }
  }

  /** Standard logQ correction over the batch's own candidates. */
  public static SoftmaxSettings standard(float temperature) {
    return new SoftmaxSettings(temperature, LogQ.STANDARD, 0, 0);
  }
}
