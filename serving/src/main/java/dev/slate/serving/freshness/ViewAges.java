package dev.slate.serving.freshness;

import dev.slate.featurestore.FeatureView;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest event time of every view as it was last seen. While the store does not answer, what
 * was seen goes on ageing. Thread-safe.
 */
final class ViewAges {
  private final Clock clock;
  private final Map<String, Newest> newest = new ConcurrentHashMap<>();

  ViewAges(Clock clock) {
    this.clock = clock;
  }

  /**
   * A client whose clock is ahead must not keep a view fresh for longer than one that is right: a
   * time that was in the future when it was first seen counts as that moment.
   */
  private record Newest(long eventTimeMs, long countedMs) {}

  /** What a view is now, by event time alone: a job that merely runs keeps nothing fresh. */
  enum State {
    FRESH,
    STALE,
    EMPTY
  }

  /** Takes what the store says; 0 if the view has no value. */
  void seen(FeatureView view, long eventTimeMs) {
    newest.compute(
        view.name(),
        (name, before) ->
            before != null && before.eventTimeMs() == eventTimeMs
                ? before
                : new Newest(eventTimeMs, Math.min(eventTimeMs, clock.millis())));
  }

  /** Milliseconds since 1970; 0 if the view has no value. */
  long newestMs(FeatureView view) {
    Newest seen = newest.get(view.name());
    return seen == null ? 0 : seen.countedMs();
  }

  /** Now minus the event time of the newest value; -1 if there is none. */
  long ageMs(FeatureView view) {
    long time = newestMs(view);
    return time == 0 ? -1 : Math.max(0, clock.millis() - time);
  }

  State state(FeatureView view) {
    long age = ageMs(view);
    if (age < 0) {
      return State.EMPTY;
    }
    return age <= view.objective().toMillis() ? State.FRESH : State.STALE;
  }
}
