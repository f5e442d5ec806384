package dev.slate.data.event;

/** The user rated the item, in stars. */
public record Rating(EventHeader header, double value) implements Event {

  public Rating {
    if (!(value >= 0 && value <= 1_000)) {
      throw new InvalidRecordException("value", value + " (expected: a rating from 0 to 1000)");
    }
  }

  @Override
  public EventKind kind() {
    return EventKind.RATING;
  }
}
