package dev.slate.data.event;

/** The user said that the item is not for them. */
public record Dismiss(EventHeader header) implements Event {

  @Override
  public EventKind kind() {
    return EventKind.DISMISS;
  }

  @Override
  public double value() {
    return Double.NaN;
  }
}
