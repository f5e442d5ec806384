package dev.slate.pipelines.streaming;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.TestEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A seeded log: Zipf-like users and items, some events late, out of order or sent twice. */
final class EventLog {
  private static final EventKind[] KINDS = EventKind.values();

  private EventLog() {}

  /** As many records as wanted, event times about evenly up to {@code endMs}. */
  static List<Event> of(long seed, int count, long endMs, long spanMs) {
    return of(seed, count, endMs, spanMs, 5_000, 800);
  }

  /** As above, with so many users and items at most. */
  static List<Event> of(long seed, int count, long endMs, long spanMs, int users, int items) {
    Random random = new Random(seed);
    List<Event> log = new ArrayList<>();
    while (log.size() < count) {
      long time = endMs - spanMs + spanMs * log.size() / count;
      double fate = random.nextDouble();
      if (fate < 0.05) {
        time -= random.nextInt(120_000);
      } else if (fate < 0.07) {
        time -= random.nextLong(30 * 86_400_000L);
      }
      log.add(
          TestEvents.event(
              KINDS[random.nextInt(KINDS.length)],
              seed + "-" + log.size(),
              "u" + skewed(random, users),
              "i" + skewed(random, items),
              time));
      if (fate > 0.97 && log.size() < count) {
        // Late ones are not repeated: a repeat outside the window counts again, by definition.
        log.add(log.get(log.size() - 1));
      }
    }
    return log;
  }

  private static int skewed(Random random, int size) {
    return (int) (Math.pow(size, random.nextDouble()) - 1);
  }
}
