package dev.slate.serving.freshness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is turned; thread-safe for one turner. */
public final class TurnedClock extends Clock {
  static final long START = 1_700_000_000_000L;

  private volatile long nowMs = START;

  public void turn(Duration by) {
    nowMs += by.toMillis();
  }

  @Override
  public long millis() {
    return nowMs;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
