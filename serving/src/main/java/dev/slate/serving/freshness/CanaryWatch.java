package dev.slate.serving.freshness;

import org.jspecify.annotations.Nullable;

/**
 * The canaries of one partition, of which one at a time is awaited. Times are given; thread-safe.
 */
final class CanaryWatch {
  /** How long a canary may take before the stream is called down. */
  static final long PATIENCE_MS = 5_000;

  /** When a canary is taken for lost, and another one sent. */
  private static final long GIVEN_UP_MS = 30_000;

  private static final long NEVER = Long.MIN_VALUE;

  private final String userId;
  private @Nullable String awaited;
  private long sentMs = NEVER;
  private long unansweredSinceMs = NEVER;
  private long lagMs = -1;

  CanaryWatch(String userId) {
    this.userId = userId;
  }

  /** Whether the way from the log to the state works. */
  enum State {
    /** The last canary came back. */
    LIVE,
    /** None has come back for {@link #PATIENCE_MS}. */
    MISSING,
    /** The first one is under way. */
    UNKNOWN,
    /** None are sent. */
    OFF
  }

  String userId() {
    return userId;
  }

  synchronized boolean isDue(long nowMs, long everyMs) {
    return sentMs == NEVER || nowMs - sentMs >= (awaited == null ? everyMs : GIVEN_UP_MS);
  }

  synchronized void sent(String eventId, long nowMs) {
    awaited = eventId;
    sentMs = nowMs;
    if (unansweredSinceMs == NEVER) {
      unansweredSinceMs = nowMs;
    }
  }

  /** The log did not take it: the next one may be sent, what is unanswered stays so. */
  synchronized void notSent(String eventId) {
    if (eventId.equals(awaited)) {
      awaited = null;
    }
  }

  /** The event id that is looked for; null if none is. */
  synchronized @Nullable String awaited() {
    return awaited;
  }

  /** The awaited one can be read; its lag in milliseconds. */
  synchronized long readable(long nowMs) {
    lagMs = Math.max(0, nowMs - sentMs);
    awaited = null;
    unansweredSinceMs = NEVER;
    return lagMs;
  }

  synchronized State state(long nowMs) {
    if (unansweredSinceMs != NEVER && nowMs - unansweredSinceMs > PATIENCE_MS) {
      return State.MISSING;
    }
    return lagMs < 0 ? State.UNKNOWN : State.LIVE;
  }

  /** Of the last canary, or how long none has come back if that is longer; -1 if not known. */
  synchronized long lagMs(long nowMs) {
    long waiting = unansweredSinceMs == NEVER ? -1 : nowMs - unansweredSinceMs;
    return lagMs < 0 && waiting <= PATIENCE_MS ? -1 : Math.max(lagMs, waiting);
  }
}
