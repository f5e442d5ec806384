package dev.slate.data.event;

import java.time.Duration;

/**
 * How old an event may be when it arrives. Whoever folds the log leaves older ones out, alike,
 * unless their record says that it is old on purpose.
 *
 * @param max such as {@code stream.max-lateness-days}
 */
public record Lateness(Duration max) {
  /** Record header, of any value, that exempts an event: imports of old data set it. */
  public static final String BACKFILL = "backfill";

  /** Whether an event of that time may be folded when it arrived then, without the header. */
  public boolean admits(long eventTimeMs, long arrivalMs) {
    return arrivalMs - eventTimeMs <= max.toMillis();
  }
}
