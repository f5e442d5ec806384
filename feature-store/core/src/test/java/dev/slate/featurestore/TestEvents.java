package dev.slate.featurestore;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.EventKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Events by seed, for tests. */
public final class TestEvents {
  /** When generated events begin. */
  public static final long BEGIN_MS = 1_700_000_000_000L;

  private TestEvents() {}

  public static Event event(EventKind kind, String id, String user, String item, long timeMs) {
    double value =
        switch (kind) {
          case RATING -> 1 + Math.floorMod(id.hashCode(), 9) / 2.0;
          case PURCHASE -> 1 + Math.floorMod(id.hashCode(), 5_000) / 100.0;
          case IMPRESSION -> Math.floorMod(id.hashCode(), 20);
          case CLICK, DISMISS -> Double.NaN;
        };
    return Event.of(kind, new EventHeader(id, user, item, timeMs), value);
  }

  /**
   * One user's distinct events of random kinds and items, times uniform in a span from {@link
   * #BEGIN_MS}.
   */
  public static List<Event> ofOneUser(long seed, int count, long spanMs) {
    Random random = new Random(seed);
    EventKind[] kinds = EventKind.values();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          event(
              kinds[random.nextInt(kinds.length)],
              "e" + i,
              "u",
              "i" + random.nextInt(9),
              BEGIN_MS + (long) (random.nextDouble() * spanMs)));
    }
    return events;
  }

  /** The events in another order, each repeated now and then. */
  public static List<Event> shuffledWithRepeats(List<Event> events, long seed) {
    Random random = new Random(seed);
    List<Event> all = new ArrayList<>(events);
    for (Event event : events) {
      if (random.nextInt(4) == 0) {
        all.add(event);
      }
    }
    Collections.shuffle(all, random);
    return all;
  }

  /** The state after the events in their order. */
  public static EntityState fold(FeatureView view, List<Event> events) {
    EntityState state = EntityState.empty(view);
    events.forEach(state::apply);
    return state;
  }
}
