package dev.slate.training.spark.evaluate.recipe;

import java.util.Locale;

/**
 * A setting and the range that it is drawn from.
 *
 * @param low inclusive; above 0 if the scale is logarithmic
 * @param high above low
 */
public record Dimension(String key, double low, double high, Scale scale) {

  /** How values lie in the range. */
  public enum Scale {
    LINEAR,
    LOG,
    /** Whole numbers, logarithmic. */
    WHOLE
  }

  /**
   * @throws IllegalArgumentException if the range is empty, or is not above 0 where it must be
   */
  public Dimension {
    if (!(low < high) || scale != Scale.LINEAR && !(low > 0)) {
      throw new IllegalArgumentException(
          key + ": " + low + " to " + high + " (expected: ascending, above 0 if logarithmic)");
    }
  }

  /**
   * The value at a share of the range, of three significant digits: nobody wants more in a
   * configuration.
   *
   * @param share 0 to 1
   */
  public double at(double share) {
    if (scale == Scale.LINEAR) {
      return rounded(low + share * (high - low));
    }
    double value = low * StrictMath.exp(share * StrictMath.log(high / low));
    return scale == Scale.WHOLE ? Math.max(low, Math.rint(value)) : rounded(value);
  }

  /** Where a value is in the range, 0 to 1; values outside are at its ends. */
  public double share(double value) {
    double share =
        scale == Scale.LINEAR
            ? (value - low) / (high - low)
            : StrictMath.log(Math.max(value, low) / low) / StrictMath.log(high / low);
    return Math.max(0, Math.min(1, share));
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.3g", value));
  }
}
