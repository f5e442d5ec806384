package dev.slate.data.event;

/** The user was shown the item, at a 0-based position of the slate; -1 if not known. */
public record Impression(EventHeader header, int position) implements Event {

  @Override
  public EventKind kind() {
    return EventKind.IMPRESSION;
  }

  @Override
  public double value() {
    return position;
  }
}
