package dev.slate.training.model.als;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Half an iteration: one side's rows, each by itself, given the other side. A row {@code x} with
 * observed rows {@code y} of the other side solves {@code (a0 F'F + sum w y y' + ridge I) x = sum
 * target y}, so any rows can be solved anywhere and in any order with the same bits.
 */
public final class HalfStep {
  private static final Kernel KERNEL = Kernels.best();

  /** Rows of a task: little enough that the last worker does not keep the others waiting. */
  private static final int TASK = 16;

  final AlsObjective objective;
  final Observations rows;
  final FloatMatrix fixed;
  final FloatMatrix solved;
  final double[] gram;
  final float[] scaledGram;
  final int others;

  /**
   * @param rows pairs of the side to solve for
   * @param fixed factors of the other side {@code [columns x d]}
   * @param gram {@code F'F} of those {@code [d x d]}
   * @param others rows of the other side that have a pair
   * @param solved the last solution {@code [rows x d]}, overwritten
   */
  public HalfStep(
      AlsObjective objective,
      Observations rows,
      FloatMatrix fixed,
      double[] gram,
      int others,
      FloatMatrix solved) {
    this.objective = objective;
    this.rows = rows;
    this.fixed = fixed;
    this.gram = gram;
    this.others = others;
    this.solved = solved;
    this.scaledGram = new float[gram.length];
    for (int i = 0; i < gram.length; i++) {
      scaledGram[i] = (float) (objective.unobservedWeight() * gram[i]);
    }
  }

  /**
   * Solves every row.
   *
   * @param steps of conjugate gradient, 0 for Cholesky
   */
  public void run(int steps, int threads) {
    List<IntConsumer> workers =
        IntStream.range(0, threads).mapToObj(i -> worker(solver(steps))).toList();
    WorkQueue.run((rows.rows() + TASK - 1) / TASK, workers);
  }

  private interface BatchSolver {
    void solve(int[] batch, int count);
  }

  private IntConsumer worker(BatchSolver solver) {
    int[] batch = new int[ConjugateGradient.BATCH];
    return task -> {
      int end = Math.min(rows.rows(), (task + 1) * TASK);
      int count = 0;
      for (int row = task * TASK; row < end; row++) {
        if (rows.count(row) > 0) {
          batch[count++] = row;
        }
        if (count == batch.length || (row == end - 1 && count > 0)) {
          solver.solve(batch, count);
          count = 0;
        }
      }
    };
  }

  private BatchSolver solver(int steps) {
    if (steps > 0) {
      return new ConjugateGradient(KERNEL, this, steps)::solve;
    }
    return (batch, count) -> {
      for (int b = 0; b < count; b++) {
        solveExactly(batch[b]);
      }
    };
  }

  private void solveExactly(int row) {
    NormalEquation equation = equation();
    for (int at = rows.start(row); at < rows.start(row + 1); at++) {
      double weight = rows.weights()[at];
      equation.add(fixed, rows.pairs().items()[at], weight, objective.target(weight));
    }
    int d = fixed.columns();
    float[] solution = equation.solve(objective.ridge(rows.count(row), others));
    System.arraycopy(solution, 0, solved.values(), row * d, d);
  }

  private NormalEquation equation() {
    return NormalEquation.of(gram, objective.unobservedWeight(), fixed.columns());
  }
}
