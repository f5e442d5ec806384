package dev.slate.featurestore.feature;

/**
 * How far ahead of its arrival an event may be dated. What is dated later must be refused before it
 * is folded: windows keep what they still need only while the newest event is no further ahead.
 */
public final class ClockSkew {
  /** Ten minutes. */
  public static final long MAX_MS = 600_000;

  private ClockSkew() {}

  /** Whether an event dated so may be folded when it arrived then. */
  public static boolean admits(long eventTimeMs, long arrivalMs) {
    return eventTimeMs <= arrivalMs + MAX_MS;
  }
}
