package dev.slate.training.model.als;

import dev.slate.training.model.FloatMatrix;

/**
 * Item factors of implicit-feedback ALS (Hu, Koren, Volinsky 2008), with a user folded in as
 * Spark's ALS solves one: confidence {@code 1 + alpha * |weight|}, preference 1, regularisation
 * scaled by the user's number of items (ALS-WR, Zhou et al. 2008).
 *
 * <p>With {@code Y} the factors {@code [n x d]} and {@code S} the user's items, the user's vector
 * is the solution of {@code (Y'Y + sum_S alpha w y y' + regularization |S| I) x = sum_S (1 + alpha
 * w) y}. Immutable; one fold-in is O(|S| d^2 + d^3 / 6).
 */
public final class AlsModel {
  private final FloatMatrix itemFactors;
  private final double regularization;
  private final double alpha;
  private final double[] gram;

  /**
   * @param itemFactors {@code [n x d]}
   * @throws IllegalArgumentException if a setting is negative or not finite
   */
  public AlsModel(FloatMatrix itemFactors, double regularization, double alpha) {
    requireNotNegative("regularization", regularization);
    requireNotNegative("alpha", alpha);
    this.itemFactors = itemFactors;
    this.regularization = regularization;
    this.alpha = alpha;
    this.gram = NormalEquation.gram(itemFactors);
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0 or more)");
    }
  }

  /**
   * A user's vector {@code [d]} from what the user chose; zeros if that is nothing.
   *
   * @param items rows of {@link #itemFactors}
   * @param weights {@code [items.length]}, above 0
   */
  public float[] foldIn(int[] items, float[] weights) {
    if (items.length != weights.length) {
      throw new IllegalArgumentException(
          "weights: " + weights.length + " (expected: " + items.length + ", one per item)");
    }
    if (items.length == 0) {
      return new float[itemFactors.columns()];
    }
    NormalEquation equation = new NormalEquation(gram, itemFactors.columns());
    for (int i = 0; i < items.length; i++) {
      if (!(weights[i] > 0) || Float.isInfinite(weights[i])) {
        throw new IllegalArgumentException(
            "weights[" + i + "]: " + weights[i] + " (expected: above 0)");
      }
      double confidence = alpha * weights[i];
      equation.add(itemFactors, items[i], confidence, 1 + confidence);
    }
    return equation.solve(regularization * items.length);
  }

  /** {@code [n x d]}, not to be changed. */
  public FloatMatrix itemFactors() {
    return itemFactors;
  }

  public double regularization() {
    return regularization;
  }

  public double alpha() {
    return alpha;
  }
}
