package dev.slate.bench.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Sends requests at a fixed rate whether or not earlier ones have been answered, and times each
 * from the moment at which it was due.
 */
public final class OpenLoop {
  private static final long MAX_MICROS = 60_000_000;

  private final ConcurrentHistogram micros = new ConcurrentHistogram(MAX_MICROS, 3);
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();

  /**
   * Runs for a duration and waits for the last answer.
   *
   * @param request sends the i-th request; completes with true when the answer is a good one
   */
  public void run(
      int ratePerSecond, Duration duration, IntFunction<CompletionStage<Boolean>> request) {
    long begin = System.nanoTime();
    int total = (int) (duration.toMillis() * ratePerSecond / 1_000);
    Phaser open = new Phaser(1);
    for (int i = 0; i < total; i++) {
      long due = begin + i * 1_000_000_000L / ratePerSecond;
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      open.register();
      sent.incrementAndGet();
      CompletableFuture<Boolean> answer = request.apply(i).toCompletableFuture();
      answer.whenComplete(
          (good, error) -> {
            micros.recordValue(Math.min(MAX_MICROS, (System.nanoTime() - due) / 1_000));
            if (error != null || !good) {
              failures.incrementAndGet();
            }
            open.arriveAndDeregister();
          });
    }
    open.arriveAndAwaitAdvance();
    nanos.addAndGet(System.nanoTime() - begin);
  }

  /** Requests sent. */
  public long sent() {
    return sent.get();
  }

  /** Requests that failed or had a bad answer. */
  public long failures() {
    return failures.get();
  }

  /** Good answers a second, from the first request to the last answer. */
  public double goodPerSecond() {
    return (sent.get() - failures.get()) * 1e9 / Math.max(1, nanos.get());
  }

  /** Latency at a percentile, milliseconds. */
  public double millisAt(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1_000.0;
  }
}
