package dev.slate.training.spark.evaluate.recipe;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes settings, and checks their ranges. */
public final class Settings {
  private static final double LEAST_PASSES = 3;

  private Settings() {}

  /** A number. */
  static double within(Map<String, Double> settings, String key, double low, double high) {
    Double value = settings.get(key);
    if (value == null || !(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          key + ": " + value + " (expected: " + low + orMore(high) + ")");
    }
    return value;
  }

  private static String orMore(double high) {
    return high >= Integer.MAX_VALUE ? " or more" : " to " + high;
  }

  /** A whole number. */
  static int whole(Map<String, Double> settings, String key, int low, int high) {
    double value = within(settings, key, low, high);
    if (value != Math.rint(value)) {
      throw new IllegalArgumentException(key + ": " + value + " (expected: a whole number)");
    }
    return (int) value;
  }

  /** The number that people would write for a float. */
  static double exact(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  /** As in a configuration: whole numbers without a point. */
  public static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** The settings with a part of the passes, but enough of them to tell good from bad. */
  static Map<String, Double> withEffort(Map<String, Double> settings, String key, double effort) {
    Map<String, Double> part = new LinkedHashMap<>(settings);
    part.computeIfPresent(
        key,
        (same, passes) -> Math.max(Math.min(passes, LEAST_PASSES), Math.rint(passes * effort)));
    return part;
  }
}
