package dev.slate.featurestore.state;

import dev.slate.data.event.EventKind;

/** The closed set of changes that an event can make to one feature's state. */
public sealed interface StateUpdate {

  /** Milliseconds since 1970 of the event. */
  long eventTimeMs();

  /** Adds an integer amount at a time. Counts add 1; other amounts are in fixed point. */
  record Add(long eventTimeMs, long amount) implements StateUpdate {}

  /**
   * Sets the value as of a time; the newest time wins, equal times are decided by the larger tie.
   */
  record Put(long eventTimeMs, String tie, double value) implements StateUpdate {}

  /** Appends an interaction to a bounded list that keeps the newest. */
  record Append(long eventTimeMs, String eventId, String itemId, EventKind kind, float value)
      implements StateUpdate {}
}
