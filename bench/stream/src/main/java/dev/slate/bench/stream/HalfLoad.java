package dev.slate.bench.stream;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.pipelines.streaming.StreamJob;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes from the moment at which the log has an event (acknowledged) to the moment at
 * which a reader finds it in its user's state, at a fixed rate. Positions are polled every
 * millisecond, as any reader sees them; one event in ten is timed.
 */
final class HalfLoad {
  private static final int SAMPLE = 10;
  private static final long MAX_MICROS = 60_000_000;
  private static final FeatureView USERS = FeatureCatalog.standard().userActivity();

  private record Accepted(long offset, long nanos) {}

  private final Platform platform;
  private final List<Queue<Accepted>> waiting = new ArrayList<>();
  private final Histogram micros = new Histogram(MAX_MICROS, 3);
  private volatile boolean sending = true;

  HalfLoad(Platform platform) {
    this.platform = platform;
    for (int partition = 0; partition < Platform.PARTITIONS; partition++) {
      waiting.add(new ConcurrentLinkedQueue<>());
    }
  }

  /** Runs at a rate for a duration and a warm-up before it; gives the times in microseconds. */
  Histogram run(int eventsPerSecond, Duration warmUp, Duration duration) throws Exception {
    try (StreamJob job = new StreamJob(platform.config(), "bench");
        OnlineState online = new OnlineState(platform.redisUri())) {
      job.start();
      ZipfLog log = new ZipfLog("half-" + System.nanoTime() + "-", 3);
      send(log, eventsPerSecond, warmUp, null);
      Thread watcher = new Thread(() -> watch(online), "watcher");
      watcher.start();
      send(log, eventsPerSecond, duration, waiting);
      platform.flush();
      sending = false;
      watcher.join();
    }
    return micros;
  }

  private void send(
      ZipfLog log, int rate, Duration duration, @Nullable List<Queue<Accepted>> timed) {
    long begin = System.nanoTime();
    long total = duration.toMillis() * rate / 1_000;
    for (long i = 0; i < total; i++) {
      long due = begin + i * 1_000_000_000L / rate;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(500_000);
      }
      boolean sampled = timed != null && i % SAMPLE == 0;
      platform.send(
          log.next(System.currentTimeMillis()),
          (metadata, error) -> {
            if (sampled && error == null) {
              waiting
                  .get(metadata.partition())
                  .add(new Accepted(metadata.offset(), System.nanoTime()));
            }
          });
    }
  }

  private void watch(OnlineState online) {
    try {
      while (sending || waiting.stream().anyMatch(queue -> !queue.isEmpty())) {
        List<@Nullable Position> positions = online.positions(USERS);
        long now = System.nanoTime();
        for (int partition = 0; partition < positions.size(); partition++) {
          take(waiting.get(partition), positions.get(partition), now);
        }
        TimeUnit.MILLISECONDS.sleep(1);
      }
    } catch (Exception e) {
      throw new IllegalStateException("the online state cannot be watched", e);
    }
  }

  private void take(Queue<Accepted> queue, @Nullable Position position, long now) {
    Queue<Accepted> done = new ArrayDeque<>();
    for (Accepted head = queue.peek();
        head != null && position != null && head.offset() < position.offset();
        head = queue.peek()) {
      done.add(queue.remove());
    }
    // An acknowledgement may be told after the state has it already.
    done.forEach(
        a -> micros.recordValue(Math.max(0, Math.min(MAX_MICROS, (now - a.nanos()) / 1_000))));
  }
}
