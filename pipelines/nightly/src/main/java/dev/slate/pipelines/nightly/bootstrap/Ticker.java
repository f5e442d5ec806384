package dev.slate.pipelines.nightly.bootstrap;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something every half second, on a thread of its own, and once more at the end. */
final class Ticker implements AutoCloseable {
  private static final long EVERY_MS = 500;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "progress");
            daemon.setDaemon(true);
            return daemon;
          });
  private final Runnable work;

  Ticker(Runnable work) {
    this.work = work;
    thread.scheduleAtFixedRate(work, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    work.run();
  }
}
