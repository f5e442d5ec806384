package dev.slate.serving.resilience;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that only goes forward, from an arbitrary start: the wall clock may jump by hours. */
final class MonotonicClock extends Clock {

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(System.nanoTime());
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
