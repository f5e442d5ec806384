package dev.slate.data.event;

/** The user bought the item; the value is the amount paid, NaN if not known. */
public record Purchase(EventHeader header, double value) implements Event {

  public Purchase {
    if (value < 0 || Double.isInfinite(value)) {
      throw new InvalidRecordException("value", value + " (expected: an amount, not negative)");
    }
  }

  @Override
  public EventKind kind() {
    return EventKind.PURCHASE;
  }
}
