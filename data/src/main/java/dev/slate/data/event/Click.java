package dev.slate.data.event;

/** The user opened the item. */
public record Click(EventHeader header) implements Event {

  @Override
  public EventKind kind() {
    return EventKind.CLICK;
  }

  @Override
  public double value() {
    return Double.NaN;
  }
}
