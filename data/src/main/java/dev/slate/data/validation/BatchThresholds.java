package dev.slate.data.validation;

import java.time.Duration;

/**
 * How bad a batch may be; shares are from 0 to 1.
 *
 * @param minEvents fewer are as good as none
 * @param maxUnknownItems share of events
 * @param maxInFuture share of events
 * @param maxDuplicates share of events
 * @param maxNulls share of each field
 * @param maxAge of the newest event
 */
public record BatchThresholds(
    long minEvents,
    double maxUnknownItems,
    double maxInFuture,
    double maxDuplicates,
    double maxNulls,
    Duration maxAge) {

  /**
   * For a live system: at least one event, 5 % unknown items, 0.1 % from the future, 1 % repeated,
   * half of a field missing, the newest event not older than two days.
   */
  public static BatchThresholds live() {
    return new BatchThresholds(1, 0.05, 0.001, 0.01, 0.5, Duration.ofDays(2));
  }

  /** For a data set of the past, which is as old as it is. */
  public static BatchThresholds historic() {
    BatchThresholds live = live();
    return new BatchThresholds(
        live.minEvents,
        live.maxUnknownItems,
        live.maxInFuture,
        live.maxDuplicates,
        live.maxNulls,
        Duration.ofDays(365_000));
  }
}
