package dev.slate.featurestore.state;

import dev.slate.data.event.EventKind;

/**
 * One interaction of a user's history.
 *
 * @param value stars of a rating, amount of a purchase, else NaN
 */
public record RecentItem(
    String itemId, long eventTimeMs, EventKind kind, float value, String eventId)
    implements Comparable<RecentItem> {

  /** Newest first; equal times by event id, descending. */
  @Override
  public int compareTo(RecentItem that) {
    int byTime = Long.compare(that.eventTimeMs, eventTimeMs);
    return byTime != 0 ? byTime : that.eventId.compareTo(eventId);
  }
}
