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
   * 0.02; 1 for an item whose time is not known. O((positives + items) log positives).
   *
   * @param createdMs by item, 0 where it is not known
   */
  static double[] of(Positives train, long[] createdMs) {
    long[] times = new long[train.size()];
    Arrays.setAll(times, train::timeMs);
    double[] shares = new double[createdMs.length];
    for (int item = 0; item < shares.length; item++) {
      int before = firstSince(times, createdMs[item]);
      shares[item] = times.length == 0 ? 1 : Math.max(LEAST, 1 - before / (double) times.length);
    }
    return shares;
  }

  /** The first place of ascending times that is not before one. */
  private static int firstSince(long[] times, long timeMs) {
    int low = 0;
    int high = times.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < timeMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
