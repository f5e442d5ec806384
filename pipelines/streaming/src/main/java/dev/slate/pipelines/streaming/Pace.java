package dev.slate.pipelines.streaming;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the batches of a loaded lane grow: each costs round trips and encodes each state that it
 * changes, however few its records are. A lane that has little to do does not wait, and neither
 * does one whose batches are large already. One thread.
 */
final class Pace {
  private static final int FEW_RECORDS = 100;
  private static final int MANY_RECORDS = 10_000;
  private static final long EVERY_NANOS = Duration.ofMillis(50).toNanos();

  private long lastNanos = System.nanoTime();

  /**
   * Waits, at most 50 ms, before the next poll.
   *
   * @param records of the batch that was processed
   */
  void rest(int records) {
    if (records > FEW_RECORDS && records < MANY_RECORDS) {
      LockSupport.parkNanos(lastNanos + EVERY_NANOS - System.nanoTime());
    }
    lastNanos = System.nanoTime();
  }
}
