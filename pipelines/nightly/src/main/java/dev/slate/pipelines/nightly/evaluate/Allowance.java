package dev.slate.pipelines.nightly.evaluate;

import java.time.Duration;

/** The time for tuning: each model gets its part of what those before it have left over. */
final class Allowance {
  private static final Duration LEAST = Duration.ofMillis(1);

  private Duration left;
  private int shares;

  /**
   * @param shares of all models that will be tuned
   */
  Allowance(Duration all, int shares) {
    this.left = all;
    this.shares = shares;
  }

  /** The part of the next model, of so many shares; never nothing, so that each may begin. */
  Duration next(int share) {
    Duration part = left.multipliedBy(share).dividedBy(Math.max(share, shares));
    shares -= share;
    return part.compareTo(LEAST) > 0 ? part : LEAST;
  }

  /** Takes off what a model used. */
  void spend(Duration used) {
    left = left.minus(used);
  }
}
