package dev.slate.pipelines.streaming;

import java.util.Locale;

/** Why a record is put aside as a dead letter; decided from the record alone. */
enum Refusal {
  /** Not an event, or it breaks a rule of its kind. */
  INVALID,
  /** Dated later than clocks may differ. */
  AHEAD,
  /** Older at arrival than {@code stream.max-lateness-days}, and not marked as a backfill. */
  LATE,
  /** In a partition that is not its key's. */
  MISROUTED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** Value of the header {@code reason} and of the metric's tag. */
  String wireName() {
    return wireName;
  }
}
