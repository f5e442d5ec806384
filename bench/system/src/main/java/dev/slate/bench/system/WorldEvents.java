package dev.slate.bench.system;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.EventKind;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What the users did in the last four weeks, in the order of time: each has a cluster of taste,
 * from which two events of three come.
 */
record WorldEvents(WorldShape shape, LatentItems items) {
  private static final long SPAN_MS = 28 * 86_400_000L;

  static String user(int user) {
    return "u" + (user + 1);
  }

  void forEach(long nowMs, Consumer<Event> consumer) {
    SplittableRandom random = new SplittableRandom(11);
    long total = (long) shape.users() * shape.eventsPerUser();
    for (long i = 0; i < total; i++) {
      int user = (int) (i % shape.users());
      int taste = user * 31 % items.clusters();
      int item = items.draw(random, random.nextInt(3) < 2 ? taste : -1);
      long time = nowMs - SPAN_MS + SPAN_MS * i / total;
      EventHeader header = new EventHeader("e" + i, user(user), LatentItems.id(item), time);
      consumer.accept(event(header, random));
    }
  }

  private static Event event(EventHeader header, SplittableRandom random) {
    int draw = random.nextInt(100);
    if (draw < 40) {
      return Event.of(EventKind.IMPRESSION, header, Double.NaN);
    } else if (draw < 82) {
      return Event.of(EventKind.CLICK, header, Double.NaN);
    } else if (draw < 92) {
      return Event.of(EventKind.RATING, header, 1 + random.nextInt(9) / 2.0);
    } else if (draw < 97) {
      return Event.of(EventKind.PURCHASE, header, 5 + random.nextInt(5_000) / 100.0);
    }
    return Event.of(EventKind.DISMISS, header, Double.NaN);
  }
}
