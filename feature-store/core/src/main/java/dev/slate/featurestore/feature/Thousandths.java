package dev.slate.featurestore.feature;

/** Values as whole thousandths, whose sums are exact in any order. */
final class Thousandths {
  private static final double UNIT = 1_000;
  // So that nine thousand of the largest still fit.
  private static final long MAX = 1_000_000_000_000_000L;

  private Thousandths() {}

  /** Rounded to the nearest; beyond 10^12 units it counts as that. */
  static long of(double value) {
    return Math.max(-MAX, Math.min(MAX, Math.round(value * UNIT)));
  }

  static double value(long thousandths) {
    return thousandths / UNIT;
  }
}
