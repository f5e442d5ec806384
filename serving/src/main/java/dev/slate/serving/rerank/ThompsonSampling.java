package dev.slate.serving.rerank;

import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;

/**
 * Thompson sampling (Thompson 1933) over items of which each has a Beta posterior of its
 * click-through rate, as the probabilities with which it takes each item, so that what is drawn by
 * them has an exact propensity: {@code P(i) = integral of f_i(x) * product over j != i of F_j(x)}.
 *
 * <p>Integrated over {@link #CELLS} cells that are finer towards 0, where rates are; within a cell
 * items tie by halves. O(items cells). Stateless.
 */
final class ThompsonSampling {
  private static final Kernel KERNEL = Kernels.best();
  private static final int CELLS = 160;
  private static final double[] LOG_X = new double[CELLS];
  private static final double[] LOG_REST = new double[CELLS];
  private static final double[] LOG_WIDTH = new double[CELLS];

  /** The posterior of an item that nobody has seen: one click in ten views. */
  static final double PRIOR_CLICKS = 1;

  static final double PRIOR_MISSES = 9;

  static {
    for (int g = 0; g < CELLS; g++) {
      double low = (double) g / CELLS;
      double high = (g + 1.0) / CELLS;
      double x = (low * low + high * high) / 2;
      LOG_X[g] = Math.log(x);
      LOG_REST[g] = Math.log1p(-x);
      LOG_WIDTH[g] = Math.log(high * high - low * low);
    }
  }

  private ThompsonSampling() {}

  /**
   * The probability of each item to have the highest rate of one draw from every posterior.
   *
   * @param clicks {@code [n]}, not negative
   * @param misses {@code [n]}: views without a click, not negative
   * @return {@code [n]}, sums to 1
   */
  static double[] probabilities(double[] clicks, double[] misses) {
    int n = clicks.length;
    float[] mass = new float[n * CELLS];
    double[] below = new double[n];
    for (int i = 0; i < n; i++) {
      posterior(clicks[i] + PRIOR_CLICKS, misses[i] + PRIOR_MISSES, mass, i * CELLS);
    }
    double[] wins = new double[n];
    double[] behind = new double[n + 1];
    behind[n] = 1;
    double total = 0;
    for (int g = 0; g < CELLS; g++) {
      for (int i = n - 1; i >= 0; i--) {
        behind[i] = behind[i + 1] * (below[i] + mass[i * CELLS + g] / 2);
      }
      double before = 1;
      for (int i = 0; i < n; i++) {
        float here = mass[i * CELLS + g];
        wins[i] += here * before * behind[i + 1];
        total += here * before * behind[i + 1];
        before *= below[i] + here / 2;
        below[i] += here;
      }
    }
    for (int i = 0; i < n; i++) {
      wins[i] /= total;
    }
    return wins;
  }

  private static void posterior(double a, double b, float[] mass, int offset) {
    double highest = Double.NEGATIVE_INFINITY;
    double[] logs = new double[CELLS];
    for (int g = 0; g < CELLS; g++) {
      logs[g] = (a - 1) * LOG_X[g] + (b - 1) * LOG_REST[g] + LOG_WIDTH[g];
      highest = Math.max(highest, logs[g]);
    }
    for (int g = 0; g < CELLS; g++) {
      mass[offset + g] = (float) Math.max(-87, logs[g] - highest);
    }
    KERNEL.exp(mass, offset, CELLS);
    float sum = 0;
    for (int g = 0; g < CELLS; g++) {
      sum += mass[offset + g];
    }
    for (int g = 0; g < CELLS; g++) {
      mass[offset + g] /= sum;
    }
  }
}
