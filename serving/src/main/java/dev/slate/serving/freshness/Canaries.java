package dev.slate.serving.freshness;

import dev.slate.data.event.Canary;
import dev.slate.data.event.Click;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.EventHeader;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.ValueReader;
import dev.slate.serving.topic.TopicWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ObjLongConsumer;

/**
 * Sends a click of a made-up user to each partition of the log every so often and looks for it in
 * the online state, so that a stream that stands still is seen when nobody else does anything. What
 * it measures is as fine as it looks, {@link #LOOK_MS}. Thread-safe.
 */
final class Canaries implements AutoCloseable {
  static final long LOOK_MS = 20;

  private final FeatureView view;
  private final FeatureReader reader;
  private final TopicWriter events;
  private final long everyMs;
  private final Clock clock;
  private final ObjLongConsumer<Integer> returned;
  private final List<CanaryWatch> watches;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicBoolean looking = new AtomicBoolean();
  private final ScheduledExecutorService thread;
  private long number;

  /**
   * @param view the stream view of users
   * @param every zero sends none
   * @param returned told the partition and the lag in milliseconds of each that came back
   */
  Canaries(
      FeatureView view,
      FeatureReader reader,
      TopicWriter events,
      int partitions,
      Duration every,
      Clock clock,
      ObjLongConsumer<Integer> returned) {
    this.view = view;
    this.reader = reader;
    this.events = events;
    this.everyMs = every.toMillis();
    this.clock = clock;
    this.returned = returned;
    this.watches = Canary.users(partitions).stream().map(CanaryWatch::new).toList();
    this.thread = Executors.newSingleThreadScheduledExecutor(Canaries::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "canaries");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins, on a thread of its own. */
  void start() {
    if (everyMs > 0) {
      var unused =
          thread.scheduleWithFixedDelay(this::turn, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }
  }

  /** Sends what is due and looks for what is awaited. */
  void turn() {
    for (CanaryWatch watch : watches) {
      if (watch.isDue(clock.millis(), everyMs)) {
        send(watch);
      }
    }
    look();
  }

  private void send(CanaryWatch watch) {
    long nowMs = clock.millis();
    String eventId = "canary-" + run + "-" + number++;
    EventHeader header = new EventHeader(eventId, watch.userId(), Canary.ITEM, nowMs);
    watch.sent(eventId, nowMs);
    try {
      var unused =
          events
              .send(watch.userId(), EventCodec.encode(new Click(header)))
              .exceptionally(
                  error -> {
                    watch.notSent(eventId);
                    return null;
                  });
    } catch (RuntimeException e) {
      watch.notSent(eventId);
    }
  }

  private void look() {
    List<CanaryWatch> awaited = watches.stream().filter(w -> w.awaited() != null).toList();
    if (awaited.isEmpty() || !looking.compareAndSet(false, true)) {
      return;
    }
    List<ValueReader.Key> keys =
        awaited.stream().map(watch -> new ValueReader.Key(view, watch.userId())).toList();
    var unused =
        reader
            .read(keys, clock.millis())
            .whenComplete(
                (rows, error) -> {
                  looking.set(false);
                  if (error == null) {
                    compare(awaited, rows);
                  }
                });
  }

  private void compare(List<CanaryWatch> awaited, List<FeatureRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      CanaryWatch watch = awaited.get(i);
      String eventId = watch.awaited();
      if (rows.get(i).history().stream().anyMatch(item -> item.eventId().equals(eventId))) {
        returned.accept(watches.indexOf(watch), watch.readable(clock.millis()));
      }
    }
  }

  /**
   * One partition's canary.
   *
   * @param lagMs of the last one, or how long none has come back; null if not known
   */
  record Reading(int partition, String state, @org.jspecify.annotations.Nullable Long lagMs) {}

  /** All partitions in order; empty if none are sent. */
  List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    long nowMs = clock.millis();
    for (int partition = 0; everyMs > 0 && partition < watches.size(); partition++) {
      CanaryWatch watch = watches.get(partition);
      long lagMs = watch.lagMs(nowMs);
      readings.add(
          new Reading(partition, name(watch.state(nowMs)), lagMs < 0 ? null : Long.valueOf(lagMs)));
    }
    return readings;
  }

  /** The worst of all partitions. */
  CanaryWatch.State state() {
    if (everyMs == 0) {
      return CanaryWatch.State.OFF;
    }
    List<CanaryWatch.State> states =
        watches.stream().map(watch -> watch.state(clock.millis())).toList();
    if (states.contains(CanaryWatch.State.MISSING)) {
      return CanaryWatch.State.MISSING;
    }
    return states.contains(CanaryWatch.State.UNKNOWN)
        ? CanaryWatch.State.UNKNOWN
        : CanaryWatch.State.LIVE;
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
