package dev.slate.training.model.metric;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * 95 % percentile intervals of a mean by resampling users with replacement (Efron 1979). Same seed,
 * same interval. O(samples users).
 *
 * @param samples resamples, 1000 or more for stable limits
 */
public record Bootstrap(int samples, long seed) {
  private static final double TAIL = 0.025;

  /** A mean and its interval. */
  public record Interval(double mean, double low, double high) {
    /** Whether the interval lies above 0: a difference that is an improvement. */
    public boolean isAboveZero() {
      return low > 0;
    }
  }

  /**
   * @throws IllegalArgumentException if samples is below 1
   */
  public Bootstrap {
    if (samples < 1) {
      throw new IllegalArgumentException("samples: " + samples + " (expected: at least 1)");
    }
  }

  /** Of the mean of a metric's values by user; NaN without users. */
  public Interval mean(double[] perUser) {
    if (perUser.length == 0) {
      return new Interval(Double.NaN, Double.NaN, Double.NaN);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[samples];
    for (int s = 0; s < samples; s++) {
      double sum = 0;
      for (int i = 0; i < perUser.length; i++) {
        sum += perUser[random.nextInt(perUser.length)];
      }
      means[s] = sum / perUser.length;
    }
    Arrays.sort(means);
    return new Interval(
        Arrays.stream(perUser).average().orElseThrow(),
        means[(int) (TAIL * (samples - 1))],
        means[(int) Math.ceil((1 - TAIL) * (samples - 1))]);
  }

  /**
   * Of the mean of {@code a - b}, user by user.
   *
   * @throws IllegalArgumentException if the arrays are not of the same users
   */
  public Interval difference(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "users: " + a.length + " and " + b.length + " (expected: the same)");
    }
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return mean(differences);
  }
}
