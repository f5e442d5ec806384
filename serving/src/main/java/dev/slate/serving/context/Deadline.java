package dev.slate.serving.context;

import java.time.Duration;

/** A point in time by the monotonic clock. */
public record Deadline(long atNanos) {

  public static Deadline in(Duration budget) {
    return new Deadline(System.nanoTime() + budget.toNanos());
  }

  public boolean hasPassed() {
    return remainingNanos() <= 0;
  }

  /** Not negative. */
  public long remainingNanos() {
    return Math.max(0, atNanos - System.nanoTime());
  }
}
