package dev.slate.training.spark.evaluate.recipe;

import java.util.Map;

/** Reads settings by key, and checks their ranges. */
final class Settings {
  private Settings() {}

  /** A number. */
  static double within(Map<String, Double> settings, String key, double low, double high) {
    Double value = settings.get(key);
    if (value == null || !(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          key + ": " + value + " (expected: " + low + " to " + high + ")");
    }
    return value;
  }

  /** A whole number. */
  static int whole(Map<String, Double> settings, String key, int low, int high) {
    double value = within(settings, key, low, high);
    if (value != Math.rint(value)) {
      throw new IllegalArgumentException(key + ": " + value + " (expected: a whole number)");
    }
    return (int) value;
  }

  /** A part of the passes, at least one. */
  static int passes(int all, double effort) {
    return Math.max(1, (int) Math.rint(all * effort));
  }
}
