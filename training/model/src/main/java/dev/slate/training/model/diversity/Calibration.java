package dev.slate.training.model.diversity;

/**
 * A list whose categories have the shares that the user's history has (Steck, RecSys 2018): takes,
 * one by one, the item with the largest {@code (1 - lambda) * (sum of relevance) - lambda * KL(p ||
 * q)}, where p is the target, q the mean of the taken items' category distributions, smoothed
 * towards p by {@code ALPHA} so that it is never 0 where p is not.
 *
 * <p>O(count (g + categories of the n items)). Stateless, thread-safe.
 *
 * @param lambda 0 is relevance alone, 1 is calibration alone
 */
public record Calibration(float lambda) {
  /** The paper's alpha. */
  static final double ALPHA = 0.01;

  /**
   * @throws IllegalArgumentException if lambda is not 0 to 1
   */
  public Calibration {
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException("lambda: " + lambda + " (expected: 0 to 1)");
    }
  }

  /**
   * Chooses {@code min(count, n)} items.
   *
   * @param relevance {@code [n]}, 0 to 1
   * @param offsets {@code [n + 1]}: item i is of {@code categories[offsets[i]..offsets[i + 1])},
   *     each in equal parts
   * @param categories below g
   * @param target {@code [g]}: p, sums to 1
   * @return the rows; each one's detail is the divergence of the list up to it
   */
  public Picks choose(
      float[] relevance, int[] offsets, int[] categories, float[] target, int count) {
    int n = relevance.length;
    int length = Math.min(count, n);
    if (lambda == 0) {
      return Picks.first(length);
    }
    int[] rows = new int[length];
    float[] details = new float[length];
    double[] sums = new double[target.length];
    double[] terms = new double[target.length];
    boolean[] taken = new boolean[n];
    for (int at = 0; at < length; at++) {
      double without = divergence(sums, target, at + 1, terms);
      int best = -1;
      double highest = Double.NEGATIVE_INFINITY;
      double divergence = 0;
      for (int i = 0; i < n; i++) {
        if (taken[i]) {
          continue;
        }
        double with = without + change(i, offsets, categories, sums, target, at + 1, terms);
        double value = (1 - lambda) * relevance[i] - lambda * with;
        if (best < 0 || value > highest) {
          highest = value;
          best = i;
          divergence = with;
        }
      }
      taken[best] = true;
      rows[at] = best;
      details[at] = (float) divergence;
      for (int j = offsets[best]; j < offsets[best + 1]; j++) {
        sums[categories[j]] += 1.0 / (offsets[best + 1] - offsets[best]);
      }
    }
    return new Picks(rows, details);
  }

  /** KL of a list of {@code size} items of which the last one has no category. */
  private static double divergence(double[] sums, float[] target, int size, double[] terms) {
    double sum = 0;
    for (int g = 0; g < target.length; g++) {
      terms[g] = term(target[g], sums[g] / size);
      sum += terms[g];
    }
    return sum;
  }

  /** By how much it changes when item i is that last one. */
  private static double change(
      int i,
      int[] offsets,
      int[] categories,
      double[] sums,
      float[] target,
      int size,
      double[] terms) {
    double change = 0;
    double part = 1.0 / (offsets[i + 1] - offsets[i]);
    for (int j = offsets[i]; j < offsets[i + 1]; j++) {
      int g = categories[j];
      change += term(target[g], (sums[g] + part) / size) - terms[g];
    }
    return change;
  }

  private static double term(double p, double q) {
    return p == 0 ? 0 : p * Math.log(p / ((1 - ALPHA) * q + ALPHA * p));
  }
}
