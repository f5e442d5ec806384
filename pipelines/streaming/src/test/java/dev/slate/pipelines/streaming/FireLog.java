package dev.slate.pipelines.streaming;

import dev.slate.data.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sends a seeded log slice by slice, and now and then an event of the slice before again. */
final class FireLog {
  private static final long SPAN_MS = 3 * 86_400_000L;
  private static final int USERS = 50_000;
  private static final int ITEMS = 5_000;
  private static final double REPEATED = 0.02;

  private final TestPlatform platform;
  private final Random random;
  private final long seed;
  private final int events;
  private final int slices;
  private final long endMs = System.currentTimeMillis();
  private List<Event> previous = List.of();
  private int slice;
  private long repeated;

  FireLog(TestPlatform platform, long seed, int events, int slices) {
    this.platform = platform;
    this.random = new Random(seed);
    this.seed = seed;
    this.events = events;
    this.slices = slices;
  }

  /** Sends the next slice; nothing once all are sent. */
  void send() {
    if (slice == slices) {
      return;
    }
    slice++;
    int size = (int) ((long) events * slice / slices - (long) events * (slice - 1) / slices);
    long end = endMs - SPAN_MS + SPAN_MS * slice / slices;
    List<Event> next = EventLog.of(seed * 1_000 + slice, size, end, SPAN_MS / slices, USERS, ITEMS);
    List<Event> sent = new ArrayList<>(next);
    for (Event event : previous) {
      if (random.nextDouble() < REPEATED) {
        sent.add(random.nextInt(sent.size()), event);
        repeated++;
      }
    }
    platform.send(sent);
    previous = next;
  }

  /** Sends what is left. */
  void sendRest() {
    while (slice < slices) {
      send();
    }
  }

  long repeated() {
    return repeated;
  }
}
