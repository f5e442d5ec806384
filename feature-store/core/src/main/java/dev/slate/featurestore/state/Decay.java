package dev.slate.featurestore.state;

/**
 * {@code amount * 2^(-age / halfLife)} at one time. States of one feature have few begins in
 * common, so a power is computed once for all that share it. Not thread-safe.
 */
public final class Decay implements Course.Reader {
  private static final int SLOTS = 64;

  private final long nowMs;
  private final long tileMs;
  private final long halfLifeMs;
  private final long[] begins = new long[SLOTS];
  private final double[] powers = new double[SLOTS];

  /**
   * @param tileMs distance of the begins
   */
  public Decay(long nowMs, long tileMs, long halfLifeMs) {
    this.nowMs = nowMs;
    this.tileMs = tileMs;
    this.halfLifeMs = halfLifeMs;
  }

  @Override
  public float value(double amount, long sinceMs) {
    return amount == 0 ? 0 : (float) (amount * power(sinceMs));
  }

  private double power(long sinceMs) {
    int slot = (int) (sinceMs / tileMs) & (SLOTS - 1);
    if (begins[slot] != sinceMs || powers[slot] == 0) {
      begins[slot] = sinceMs;
      powers[slot] = power(nowMs - sinceMs, halfLifeMs);
    }
    return powers[slot];
  }

  private static double power(long ageMs, long halfLifeMs) {
    return StrictMath.pow(2, -(double) ageMs / halfLifeMs);
  }

  /** A single value. */
  public static float value(Course course, long nowMs, long halfLifeMs) {
    return course.amount() == 0
        ? 0
        : (float) (course.amount() * power(nowMs - course.sinceMs(), halfLifeMs));
  }
}
