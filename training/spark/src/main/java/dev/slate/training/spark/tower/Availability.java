package dev.slate.training.spark.tower;

import dev.slate.training.spark.Positives;
import java.util.Arrays;

/**
 * How much of training each item was there for. Without it a model takes an item that has just
 * arrived for one that nobody wants, and says so of everything as young.
 */
final class Availability {
  /** What was there for less has too few positives to tell how often it is chosen. */
  private static final double LEAST = 0.02;

  private Availability() {}

  /**
   * The share of the positives that were made since an item became part of the catalogue, at least
   * 0.02; 1 for an item whose time is not known. O(items log positives).
   *
   * @param createdMs by item, 0 where it is not known
   */
  static double[] of(Positives train, long[] createdMs) {
    double size = Math.max(1, train.size());
    return Arrays.stream(createdMs)
        .mapToDouble(ms -> Math.max(LEAST, 1 - train.before(ms).size() / size))
        .toArray();
  }
}
