package dev.slate.serving.after;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.Rung;
import dev.slate.serving.freshness.ServedRows;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.topic.TopicWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What happens once an answer is known, on a thread of its own: the exposure and a sample of the
 * vectors go to Kafka and the list is kept for worse times. Thread-safe.
 */
public final class Aftermath implements AutoCloseable {
  private static final int WAITING = 512;
  private static final long SPOOL_PERIOD_MS = 1_000;
  private static final int KEPT = 200;

  private final ExposureLog exposures;
  private final ServedLog served;
  private final RecentRequests recent;
  private final LastGoodLists lastGood;
  private final ServedRows rows;
  private final MeterRegistry meters;
  private final ThreadPoolExecutor worker;

  public Aftermath(
      TopicWriter exposures,
      ExposureSpool spool,
      ExposureJournal journal,
      ServedLog served,
      LastGoodLists lastGood,
      RecentRequests recent,
      ServedRows rows,
      MeterRegistry meters) {
    this.served = served;
    this.recent = recent;
    this.exposures = new ExposureLog(exposures, spool, journal, meters);
    this.lastGood = lastGood;
    this.rows = rows;
    this.meters = meters;
    this.worker =
        new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), Aftermath::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "after");
    thread.setDaemon(true);
    return thread;
  }

  /** Sends what the log did not take as soon as it does, until the scheduler is shut down. */
  public void start(ScheduledExecutorService scheduler, BooleanSupplier writable) {
    var unused =
        scheduler.scheduleWithFixedDelay(
            () -> {
              if (writable.getAsBoolean()) {
                exposures.sendSpooled();
              }
            },
            SPOOL_PERIOD_MS,
            SPOOL_PERIOD_MS,
            TimeUnit.MILLISECONDS);
  }

  /** Writes the exposure down and returns; when too much is waiting, the spool sends it later. */
  public void follow(Recommendation made) {
    ExposureLog.Pending exposure = exposures.begin(made);
    try {
      worker.execute(() -> handle(made, exposure));
    } catch (RejectedExecutionException e) {
      exposures.defer(exposure);
    }
  }

  private void handle(Recommendation made, ExposureLog.@Nullable Pending exposure) {
    Rung rung = made.ranked().step().rung();
    meters.counter("slate.answers", "rung", rung.wireName()).increment();
    exposures.send(exposure);
    served.write(made);
    String userId = made.context().request().userId();
    if (userId != null) {
      rows.served(made.context().user());
      lastGood.served().add(userId, shown(made), made.context().nowMs());
    }
    if (userId != null && made.context().request().isUnlimited() && isGood(rung)) {
      lastGood.keep(userId, items(made));
    }
    if (isGood(rung)) {
      recent.record(made);
    }
  }

  private static boolean isGood(Rung rung) {
    return rung == Rung.FULL || rung == Rung.LIGHT;
  }

  private static List<String> shown(Recommendation made) {
    return made.slate().entries().stream().map(e -> e.candidate().item().id()).toList();
  }

  private static List<CatalogItem> items(Recommendation made) {
    return made.ranked().entries().stream().limit(KEPT).map(e -> e.candidate().item()).toList();
  }

  /** Handles what is waiting, for at most two seconds. */
  @Override
  public void close() {
    worker.shutdown();
    try {
      var unused = worker.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
