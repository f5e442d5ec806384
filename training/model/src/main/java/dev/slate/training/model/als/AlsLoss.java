package dev.slate.training.model.als;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.Collections;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * An objective's value without a loop over all pairs: {@code sum over all x^2} is the inner product
 * of both sides' Gramians.
 */
public final class AlsLoss {
  private static final Kernel KERNEL = Kernels.best();
  private static final int TASK = 1024;

  private AlsLoss() {}

  /** O(pairs d + (users + items) d^2); the same bits for any number of threads. */
  public static double of(
      AlsObjective objective, Observations byUser, AlsFactors factors, int threads) {
    double[] userGram = Gramian.of(factors.users(), threads);
    double[] itemGram = Gramian.of(factors.items(), threads);
    double all = 0;
    for (int i = 0; i < userGram.length; i++) {
      all += userGram[i] * itemGram[i];
    }
    int[] userCounts = byUser.counts();
    int[] itemCounts = byUser.pairs().itemCounts();
    return observed(objective, byUser, factors, threads)
        + objective.unobservedWeight() * all
        + penalty(objective, userCounts, factors.users(), active(itemCounts))
        + penalty(objective, itemCounts, factors.items(), active(userCounts));
  }

  private static double observed(
      AlsObjective objective, Observations byUser, AlsFactors factors, int threads) {
    double[] sums = new double[(byUser.rows() + TASK - 1) / TASK];
    IntConsumer worker =
        task -> {
          double sum = 0;
          int end = Math.min(byUser.rows(), (task + 1) * TASK);
          for (int row = task * TASK; row < end; row++) {
            sum += observedRow(objective, byUser, factors, row);
          }
          sums[task] = sum;
        };
    WorkQueue.run(sums.length, Collections.nCopies(threads, worker));
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum;
  }

  /** One row's observed pairs, without the {@code a0 x^2} that is counted with all. */
  private static double observedRow(
      AlsObjective objective, Observations byUser, AlsFactors factors, int row) {
    int d = factors.users().columns();
    double sum = 0;
    for (int at = byUser.start(row); at < byUser.start(row + 1); at++) {
      int item = byUser.pairs().items()[at];
      double weight = byUser.weights()[at];
      double x =
          KERNEL.dot(factors.users().values(), row * d, factors.items().values(), item * d, d);
      // w (1 - x)^2 for IALS; for Spark (w + a0) (1 - x)^2 - a0 x^2 is the same by one target
      double target = objective.target(weight);
      sum += weight * x * x - 2 * target * x + target;
    }
    return sum;
  }

  private static double penalty(
      AlsObjective objective, int[] counts, FloatMatrix factors, int others) {
    int d = factors.columns();
    double sum = 0;
    for (int row = 0; row < counts.length; row++) {
      double square = 0;
      for (int i = row * d; i < (row + 1) * d; i++) {
        square += (double) factors.values()[i] * factors.values()[i];
      }
      sum += counts[row] == 0 ? 0 : objective.ridge(counts[row], others) * square;
    }
    return sum;
  }

  private static int active(int[] counts) {
    return (int) IntStream.of(counts).filter(count -> count > 0).count();
  }
}
