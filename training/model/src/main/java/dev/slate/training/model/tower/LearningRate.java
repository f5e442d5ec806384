package dev.slate.training.model.tower;

import java.io.Serializable;

/**
 * The learning rate over the steps of a training: linear from 0 in the warm-up, then as {@link
 * Decay} says.
 *
 * @param base the highest, above 0
 * @param warmupSteps steps until it is reached; 0 for none
 */
public record LearningRate(double base, Decay decay, int warmupSteps) implements Serializable {

  /** From the end of the warm-up to the last step. */
  public enum Decay {
    CONSTANT,
    /** Straight to 0. */
    LINEAR,
    /** Half a cosine to 0 (Loshchilov and Hutter, ICLR 2017). */
    COSINE
  }

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public LearningRate {
    if (!(base > 0) || warmupSteps < 0) {
      throw new IllegalArgumentException(
          "base: " + base + ", warmupSteps: " + warmupSteps + " (expected: above 0, at least 0)");
    }
  }

  public static LearningRate constant(double base) {
    return new LearningRate(base, Decay.CONSTANT, 0);
  }

  /**
   * @param step from 0
   * @param steps that there are in all
   */
  public float at(int step, int steps) {
    if (step < warmupSteps) {
      return (float) (base * (step + 1) / warmupSteps);
    }
    double done = (step - warmupSteps) / (double) Math.max(1, steps - warmupSteps);
    return (float)
        switch (decay) {
          case CONSTANT -> base;
          case LINEAR -> base * Math.max(0, 1 - done);
          case COSINE -> base * 0.5 * (1 + StrictMath.cos(StrictMath.PI * Math.min(1, done)));
        };
  }
}
