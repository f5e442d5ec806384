package dev.slate.data.event;

import java.util.Locale;
import java.util.Optional;

/**
 * The closed set of event kinds; {@link #wireName()} is the value of the JSON field {@code type}.
 */
public enum EventKind {
  IMPRESSION,
  CLICK,
  RATING,
  PURCHASE,
  DISMISS;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  public String wireName() {
    return wireName;
  }

  /** Finds a kind by its wire name, case-sensitive. */
  public static Optional<EventKind> ofWireName(String wireName) {
    for (EventKind kind : values()) {
      if (kind.wireName.equals(wireName)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
