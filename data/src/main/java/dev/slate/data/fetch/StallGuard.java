package dev.slate.data.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes a stream from which nothing has come for a while, so that whoever reads it goes on with an
 * {@link IOException}: an answer's body has no timeout of its own.
 */
final class StallGuard implements Closeable {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "fetch-stall-guard");
            thread.setDaemon(true);
            return thread;
          });
  private final InputStream stream;
  private volatile long lastNanos = System.nanoTime();

  StallGuard(InputStream stream, Duration patience) {
    this.stream = stream;
    long nanos = patience.toNanos();
    var unused =
        clock.scheduleWithFixedDelay(
            () -> closeAfter(nanos), nanos / 4, nanos / 4, TimeUnit.NANOSECONDS);
  }

  /** Something came. */
  void touch() {
    lastNanos = System.nanoTime();
  }

  private void closeAfter(long nanos) {
    if (System.nanoTime() - lastNanos > nanos) {
      try {
        stream.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
