package dev.slate.featurestore.feature;

import java.time.Duration;

/**
 * How a window is cut into tiles of event time: 24 of them, and as many more as an event of a fast
 * clock could push out.
 */
record Tiling(Duration window) {
  private static final int TILES = 24;
  private static final int MAX_SPARE = 1_000;
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(90);

  Tiling {
    if (window.toMillis() < TILES) {
      throw new IllegalArgumentException("window: " + window + " (expected: 24 ms or more)");
    }
  }

  /** Refuses windows that a request cannot want, or that would keep too much. */
  static void requireUsual(String feature, Duration window) {
    if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          feature + ": window is " + window + " (expected: 5 minutes to 90 days)");
    }
  }

  /** As people say it: 15 minutes, 1 hour, 90 days. */
  static String words(Duration duration) {
    if (duration.toMillis() % 86_400_000 == 0) {
      return words(duration.toDays(), "day");
    }
    if (duration.toMillis() % 3_600_000 == 0) {
      return words(duration.toHours(), "hour");
    }
    return duration.toMillis() % 60_000 == 0
        ? words(duration.toMinutes(), "minute")
        : words(duration.toMillis(), "millisecond");
  }

  private static String words(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }

  long windowMs() {
    return window.toMillis();
  }

  long tileMs() {
    return windowMs() / TILES;
  }

  int kept() {
    return TILES + 1 + (int) Math.min(MAX_SPARE, ClockSkew.MAX_MS / tileMs() + 1);
  }

  String definition() {
    return window + "/" + TILES;
  }
}
