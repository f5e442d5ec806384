package dev.slate.pipelines.nightly.evaluate;

import java.time.Duration;

/** The time for tuning: each model gets an equal part of what those before it have left over. */
final class Allowance {
  private static final Duration LEAST = Duration.ofMillis(1);

  private Duration left;
  private long models;

  /**
   * @param models that will be tuned
   */
  Allowance(Duration all, long models) {
    this.left = all;
    this.models = models;
  }

  /** The part of the next model; never nothing, so that each gets its one trial. */
  Duration next() {
    Duration part = left.dividedBy(Math.max(1, models--));
    return part.compareTo(LEAST) > 0 ? part : LEAST;
  }

  /** Takes off what a model used. */
  void spend(Duration used) {
    left = left.minus(used);
  }
}
