package dev.slate.featurestore.admission;

import java.util.Locale;

/** Why a record is put aside as a dead letter; decided from the record alone. */
public enum Refusal {
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
  public String wireName() {
    return wireName;
  }
}
