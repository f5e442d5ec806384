package dev.slate.data.event;

/** The user was shown the item, at a 0-based position of the slate; -1 if not known. */
public record Impression(EventHeader header, int position) implements Event {
  private static final int UNKNOWN = -1;
  private static final int MAX_POSITION = 1_000_000;

  public Impression {
    if (position < UNKNOWN || position > MAX_POSITION) {
      throw invalid(position);
    }
  }

  /** NaN is an unknown position; anything else must be a whole number. */
  static Impression of(EventHeader header, double value) {
    if (Double.isNaN(value)) {
      return new Impression(header, UNKNOWN);
    }
    if (value != Math.rint(value) || Math.abs(value) > MAX_POSITION) {
      throw invalid(value);
    }
    return new Impression(header, (int) value);
  }

  private static InvalidRecordException invalid(double value) {
    return new InvalidRecordException(
        "value", value + " (expected: a 0-based position, -1 if not known)");
  }

  @Override
  public EventKind kind() {
    return EventKind.IMPRESSION;
  }

  @Override
  public double value() {
    return position;
  }
}
