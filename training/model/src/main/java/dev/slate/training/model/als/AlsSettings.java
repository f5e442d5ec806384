package dev.slate.training.model.als;

/**
 * How ALS is solved.
 *
 * @param rank length of the factors
 * @param iterations of both halves
 * @param steps of conjugate gradient per row and iteration, from the row's last solution; 0 solves
 *     exactly by Cholesky, which costs O(n d^2 + d^3) a row in place of O(steps (n d + d^2))
 * @param initStddev items begin normal with this standard deviation over {@code sqrt(rank)}
 * @param threads workers; the result does not depend on it
 * @param seed of the items' start
 */
public record AlsSettings(
    int rank, int iterations, int steps, double initStddev, int threads, long seed) {
  /** Two steps from the last solution are enough: the next iteration goes on from there. */
  private static final int STEPS = 2;

  private static final double INIT_STDDEV = 0.1;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public AlsSettings {
    requireAtLeast("rank", rank, 1);
    requireAtLeast("iterations", iterations, 1);
    requireAtLeast("steps", steps, 0);
    requireAtLeast("threads", threads, 1);
    if (!(initStddev > 0) || Double.isInfinite(initStddev)) {
      throw new IllegalArgumentException("initStddev: " + initStddev + " (expected: above 0)");
    }
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " or more)");
    }
  }

  /** Two steps of conjugate gradient on all cores. */
  public static AlsSettings of(int rank, int iterations, long seed) {
    return new AlsSettings(
        rank, iterations, STEPS, INIT_STDDEV, Runtime.getRuntime().availableProcessors(), seed);
  }

  public AlsSettings withSteps(int newSteps) {
    return new AlsSettings(rank, iterations, newSteps, initStddev, threads, seed);
  }

  public AlsSettings withThreads(int newThreads) {
    return new AlsSettings(rank, iterations, steps, initStddev, newThreads, seed);
  }
}
