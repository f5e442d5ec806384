package dev.slate.pipelines.scheduler;

import dev.slate.data.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@code slate nightly} as a child process, never two at a time. Thread-safe. */
final class NightlyRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NightlyRunner.class);
  private static final Duration GRACE = Duration.ofSeconds(6);

  private final Path launcher;
  private final Path log;
  private @Nullable ChildProcess running;
  private boolean closed;

  NightlyRunner(Path launcher, Path log) {
    this.launcher = launcher;
    this.log = log;
  }

  /**
   * Runs the night and waits for its end.
   *
   * @param reason for the log
   * @return whether a run was started; not when one is running or this is closed
   */
  boolean run(String reason) throws InterruptedException {
    ChildProcess child = start();
    if (child == null) {
      LOG.info("Not started ({}): a nightly run is in progress", reason);
      return false;
    }
    LOG.info("Nightly run started ({}), process {}, log {}", reason, child.pid(), log);
    try {
      int code = child.await();
      if (code == 0) {
        LOG.info("Nightly run succeeded");
      } else {
        LOG.error("Nightly run ended with exit code {}:\n{}", code, child.tail(12));
      }
      return true;
    } finally {
      synchronized (this) {
        running = null;
      }
    }
  }

  private synchronized @Nullable ChildProcess start() {
    if (closed || running != null) {
      return null;
    }
    running = ChildProcess.start(launcher, List.of("nightly"), Map.of(), log);
    return running;
  }

  @Override
  public void close() {
    ChildProcess child;
    synchronized (this) {
      closed = true;
      child = running;
    }
    if (child != null) {
      child.terminate();
      child.awaitOrKill(GRACE);
    }
  }
}
