package dev.slate.pipelines.scheduler;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a run that was due and never began, whatever Quartz thinks of it: a trigger can be stuck
 * for months (quartz-scheduler issues 93, 145, 218, 310). Only the ledger says whether a run began.
 *
 * <p>It tries once an hour at most, so a run that dies before it reaches the ledger does not loop.
 */
final class Watchdog implements AutoCloseable {
  static final Duration GRACE = Duration.ofMinutes(10);
  static final Duration AGAIN = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  private final Cron cron;
  private final RunLedger ledger;
  private final NightlyRunner runner;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "watchdog");
            daemon.setDaemon(true);
            return daemon;
          });
  private @Nullable Instant lastTry;

  Watchdog(Cron cron, RunLedger ledger, NightlyRunner runner, Clock clock) {
    this.cron = cron;
    this.ledger = ledger;
    this.runner = runner;
    this.clock = clock;
  }

  /** Looks once a minute from now on. */
  void start() {
    var unused = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.MINUTES);
  }

  /** The time at which a run was due that is overdue now, if there is one. */
  Optional<Instant> overdue() throws SQLException {
    Instant now = clock.instant();
    if (lastTry != null && now.isBefore(lastTry.plus(AGAIN))) {
      return Optional.empty();
    }
    Optional<Instant> due = cron.lastDue(now.minus(GRACE));
    Optional<Instant> began = ledger.lastStart();
    return due.filter(time -> began.isEmpty() || began.get().isBefore(time));
  }

  /** Starts an overdue run and waits for its end. */
  void look() {
    try {
      Optional<Instant> due = overdue();
      if (due.isPresent() && runner.run("overdue since " + due.get())) {
        lastTry = clock.instant();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException | RuntimeException e) {
      LOG.warn("The watchdog could not look: {}", e.toString());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
