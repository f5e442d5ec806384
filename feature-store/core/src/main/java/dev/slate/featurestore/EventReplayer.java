package dev.slate.featurestore;

import dev.slate.data.event.Event;
import java.util.Comparator;
import java.util.List;

/**
 * Folds one entity's events in event-time order and shows the state strictly before given times:
 * the batch side of every feature.
 */
public final class EventReplayer {
  /** Event-time order; ties by event id, so that a replay is repeatable. */
  public static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::eventTimeMs).thenComparing(Event::eventId);

  private final FeatureView view;

  public EventReplayer(FeatureView view) {
    this.view = view;
  }

  /** Sees the state as it was strictly before a time; must not keep the state. */
  public interface Observer {
    /**
     * @param index position in the given times
     */
    void observe(int index, EntityState before);
  }

  /**
   * Replays events and shows the state before each time.
   *
   * @param events of one entity, sorted by {@link #ORDER}
   * @param timesMs ascending
   * @return the state after all events
   */
  public EntityState replay(List<Event> events, long[] timesMs, Observer observer) {
    EntityState state = EntityState.empty(view);
    int next = 0;
    for (Event event : events) {
      while (next < timesMs.length && timesMs[next] <= event.eventTimeMs()) {
        observer.observe(next++, state);
      }
      state.apply(event);
    }
    while (next < timesMs.length) {
      observer.observe(next++, state);
    }
    return state;
  }
}
