package dev.slate.featurestore.store;

/**
 * Which part of the log a partition's state contains, by the times at which records were appended.
 *
 * @param fromMs every record appended at this time or later was folded; 0 if none is missing
 * @param untilMs and every record appended before this time; moves on while the log is idle too
 * @param rewindOffset where the log ended when the state was found lost: below it the state is
 *     being rebuilt; 0 if it never was
 */
public record Coverage(long fromMs, long untilMs, long rewindOffset) {
  /** Nothing is known to be missing. */
  public static final Coverage NONE = new Coverage(0, 0, 0);

  /** Of a state that is being written from elsewhere: nothing that is there yet may be trusted. */
  public static final Coverage LOADING = new Coverage(0, 0, Long.MAX_VALUE);

  /** The same, up to a later time. */
  public Coverage until(long laterMs) {
    return laterMs <= untilMs ? this : new Coverage(fromMs, laterMs, rewindOffset);
  }
}
