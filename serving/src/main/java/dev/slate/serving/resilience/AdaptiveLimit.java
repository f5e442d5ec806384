package dev.slate.serving.resilience;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How many requests may be under way at once, adapted to what their latency says about queues: the
 * gradient limit of Netflix's concurrency-limits, with the probe of BBR (Cardwell et al. 2016) to
 * know the latency without queues.
 *
 * <p>Every window of at least 100 ms and 20 requests gives their mean latency. The limit becomes
 * {@code limit * gradient + 1}, where the gradient is {@code TOLERANCE * unloaded / mean}, within
 * 0.5 and 1: it grows while latency stays near the unloaded one and shrinks as soon as requests
 * wait for each other. The unloaded latency is the lowest window mean since the last probe: every
 * ten seconds a loaded limit falls to half of its minimum for two windows, the first of which
 * empties the queue and the second is measured, so that a service that became slower for good is
 * not taken for one with a queue. Low-priority requests get the lower half of the places.
 *
 * <p>Thread-safe; admission is a compare-and-set, a window's end is computed by one thread while
 * others go on.
 */
public final class AdaptiveLimit {
  private static final double TOLERANCE = 1.5;
  private static final long WINDOW_NANOS = 100_000_000L;
  private static final int WINDOW_REQUESTS = 20;
  private static final long PROBE_EVERY_NANOS = 10_000_000_000L;
  private static final double LOW_SHARE = 0.5;

  /** Who is refused first. */
  public enum Priority {
    NORMAL,
    /** Made ahead of need: nobody waits for it. */
    PREFETCH
  }

  private final int min;
  private final int max;
  private final LongSupplier nanoTime;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicLong totalNanos = new AtomicLong();
  private volatile long windowBegin;
  private volatile int limit;
  // Changed at the end of a window only, under the lock.
  private double wanted;
  private double unloadedNanos = Double.POSITIVE_INFINITY;
  private long lastProbe;
  private int probeWindows;

  /**
   * Starts at the maximum: bursts after a start are no overload.
   *
   * @param nanoTime monotonic, nanoseconds
   */
  public AdaptiveLimit(int min, int max, LongSupplier nanoTime) {
    if (min < 1 || max < min) {
      throw new IllegalArgumentException(
          "resilience.concurrency: " + min + " to " + max + " (expected: 1 <= min <= max)");
    }
    this.min = min;
    this.max = max;
    this.nanoTime = nanoTime;
    this.wanted = max;
    this.limit = max;
    this.windowBegin = nanoTime.getAsLong();
    this.lastProbe = windowBegin;
  }

  /** Takes a place; who gets true must {@link #release} or {@link #forget} it. */
  public boolean tryAcquire(Priority priority) {
    int now = underWay.get();
    while (now < places(priority)) {
      if (underWay.compareAndSet(now, now + 1)) {
        return true;
      }
      now = underWay.get();
    }
    // What is refused shows that the limit is reached.
    most.accumulateAndGet(now, Math::max);
    return false;
  }

  private int places(Priority priority) {
    int all = limit;
    return priority == Priority.NORMAL ? all : Math.max(1, (int) (all * LOW_SHARE));
  }

  /**
   * Gives a place back.
   *
   * @param tookNanos from admission to the answer
   */
  public void release(long tookNanos) {
    int now = underWay.getAndDecrement();
    most.accumulateAndGet(now, Math::max);
    totalNanos.addAndGet(tookNanos);
    if (requests.incrementAndGet() >= WINDOW_REQUESTS
        && nanoTime.getAsLong() - windowBegin >= WINDOW_NANOS) {
      endWindow();
    }
  }

  /** Gives a place back without a word on latency: the request was refused or failed. */
  public void forget() {
    underWay.decrementAndGet();
  }

  private synchronized void endWindow() {
    long now = nanoTime.getAsLong();
    if (now - windowBegin < WINDOW_NANOS) {
      return;
    }
    int count = requests.getAndSet(0);
    double mean = (double) totalNanos.getAndSet(0) / Math.max(1, count);
    boolean loaded = 2 * most.getAndSet(0) >= limit;
    windowBegin = now;
    if (probeWindows == 2) {
      // Its requests still waited for the ones before.
      probeWindows = 1;
      return;
    }
    if (probeWindows == 1) {
      probeWindows = 0;
      lastProbe = now;
      unloadedNanos = mean;
    } else if (loaded && now - lastProbe >= PROBE_EVERY_NANOS) {
      probeWindows = 2;
      limit = Math.max(1, min / 2);
      return;
    } else {
      unloadedNanos = Math.min(unloadedNanos, mean);
    }
    adapt(mean, loaded);
  }

  private void adapt(double mean, boolean loaded) {
    double gradient = Math.max(0.5, Math.min(1, TOLERANCE * unloadedNanos / mean));
    // A few slow requests on an idle service are no queue.
    if (loaded || gradient == 1) {
      wanted = Math.max(min, Math.min(max, wanted * gradient + 1));
    }
    limit = (int) wanted;
  }

  /** How many may be under way now. */
  public int limit() {
    return limit;
  }

  /** How many are. */
  public int underWay() {
    return underWay.get();
  }
}
