package dev.slate.data.event;

/**
 * One thing that one user did with one item at one time.
 *
 * <p>Implementations are immutable. What all kinds share is in {@link #header()}; what only some
 * have is a component of their own record.
 */
public sealed interface Event permits Impression, Click, Rating, Purchase, Dismiss {

  EventHeader header();

  EventKind kind();

  /**
   * The kind's number: stars of a rating, amount of a purchase, 0-based position of an impression;
   * NaN where the kind has none.
   */
  double value();

  default String eventId() {
    return header().eventId();
  }

  default String userId() {
    return header().userId();
  }

  default String itemId() {
    return header().itemId();
  }

  /** Milliseconds since 1970-01-01T00:00Z at which it happened, by the client's clock. */
  default long eventTimeMs() {
    return header().eventTimeMs();
  }

  /**
   * Builds the record of a kind. {@code value} is NaN where it was not given, and ignored where the
   * kind has none.
   *
   * @throws InvalidRecordException if the value does not suit the kind
   */
  static Event of(EventKind kind, EventHeader header, double value) {
    return switch (kind) {
      case IMPRESSION -> Impression.of(header, value);
      case CLICK -> new Click(header);
      case RATING -> new Rating(header, value);
      case PURCHASE -> new Purchase(header, value);
      case DISMISS -> new Dismiss(header);
    };
  }
}
