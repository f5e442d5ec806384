package dev.slate.bench.audit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions. */
final class Conditions {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private Conditions() {}

  /**
   * Looks ten times a second.
   *
   * @throws IllegalStateException after two minutes
   */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("no " + what + " in two minutes");
      }
      pause(100);
    }
  }

  /** Keeps a pace. */
  static void pause(long ms) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
  }
}
