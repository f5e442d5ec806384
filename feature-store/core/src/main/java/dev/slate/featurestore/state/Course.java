package dev.slate.featurestore.state;

/**
 * How a number goes on while no event comes, so that a request need not go through a state again.
 *
 * @param amount what the number is made of; NaN if it is null
 * @param sinceMs what its age counts from; 0 where it does not age
 * @param untilMs the first time after the one that was asked for at which it may be another course
 */
public record Course(double amount, long sinceMs, long untilMs) {

  /** Computes numbers at one time. Not thread-safe: it may keep what several numbers share. */
  @FunctionalInterface
  public interface Reader {
    float value(double amount, long sinceMs);
  }

  /** A number that stays what it is. */
  public static Course constant(double amount) {
    return new Course(amount, 0, Long.MAX_VALUE);
  }

  /** The same, but for no longer than until a time. */
  public Course until(long timeMs) {
    return timeMs < untilMs ? new Course(amount, sinceMs, timeMs) : this;
  }
}
