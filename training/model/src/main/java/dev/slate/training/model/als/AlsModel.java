package dev.slate.training.model.als;

import dev.slate.training.model.FloatMatrix;

/**
 * Item factors of implicit ALS, and a user folded in as the last half step of training would solve
 * one, whichever engine trained: with {@code Y} the factors {@code [n x d]} and {@code S} the
 * user's items, the solution of {@code (a0 Y'Y + sum over S of w y y' + ridge(|S|) I) x = sum over
 * S of target(w) y}, see {@link AlsObjective}.
 *
 * <p>Immutable; one fold-in is O(|S| d^2 + d^3 / 6), exact, in double.
 */
public final class AlsModel {
  private final FloatMatrix itemFactors;
  private final AlsObjective objective;
  private final double[] gram;
  private final int activeItems;

  /**
   * @param itemFactors {@code [n x d]}, zeros for an item without a pair
   * @param objective what they were trained for
   */
  public AlsModel(FloatMatrix itemFactors, AlsObjective objective) {
    this.itemFactors = itemFactors;
    this.objective = objective;
    this.gram = Gramian.of(itemFactors, 1);
    this.activeItems = activeRows(itemFactors);
  }

  private static int activeRows(FloatMatrix factors) {
    int active = 0;
    int d = factors.columns();
    for (int row = 0; row < factors.rows(); row++) {
      int i = row * d;
      while (i < (row + 1) * d && factors.values()[i] == 0) {
        i++;
      }
      active += i < (row + 1) * d ? 1 : 0;
    }
    return active;
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
    int d = itemFactors.columns();
    if (items.length == 0) {
      return new float[d];
    }
    NormalEquation equation = NormalEquation.of(gram, objective.unobservedWeight(), d);
    for (int i = 0; i < items.length; i++) {
      if (!(weights[i] > 0) || Float.isInfinite(weights[i])) {
        throw new IllegalArgumentException(
            "weights[" + i + "]: " + weights[i] + " (expected: above 0)");
      }
      equation.add(itemFactors, items[i], weights[i], objective.target(weights[i]));
    }
    return equation.solve(objective.ridge(items.length, activeItems));
  }

  /** {@code [n x d]}, not to be changed. */
  public FloatMatrix itemFactors() {
    return itemFactors;
  }

  public AlsObjective objective() {
    return objective;
  }
}
