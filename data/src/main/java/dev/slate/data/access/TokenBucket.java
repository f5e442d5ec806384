package dev.slate.data.access;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often one may ask: so many times a second, and so many at once after a pause. One number
 * holds the state, the time at which the bucket is full again (the generic cell rate algorithm,
 * ITU-T I.371). Thread-safe, without locks.
 */
public final class TokenBucket {
  private static final long SECOND = 1_000_000_000L;

  private final long intervalNanos;
  private final long burstNanos;
  private final AtomicLong fullNanos;

  /**
   * A full bucket.
   *
   * @param perSecond 1 to 1,000,000
   * @param burst at least 1
   * @param nowNanos of the clock that {@link #take} is told
   */
  public TokenBucket(int perSecond, int burst, long nowNanos) {
    intervalNanos = SECOND / perSecond;
    burstNanos = intervalNanos * burst;
    fullNanos = new AtomicLong(nowNanos);
  }

  /** Takes one token; false if there is none, and then there is one within a second. */
  public boolean take(long nowNanos) {
    while (true) {
      long full = fullNanos.get();
      long next = (full - nowNanos > 0 ? full : nowNanos) + intervalNanos;
      if (next - nowNanos > burstNanos) {
        return false;
      }
      if (fullNanos.compareAndSet(full, next)) {
        return true;
      }
    }
  }
}
