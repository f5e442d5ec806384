package dev.slate.training.model.als;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * {@code F'F} of a factor matrix {@code [n x d]}. Rows are cut into segments that do not depend on
 * the number of threads; a segment's chunks are multiplied in float and summed in double, and so
 * are segments, in order.
 */
final class Gramian {
  private static final Kernel KERNEL = Kernels.best();
  private static final int SEGMENTS = 32;

  /** Floats of a chunk: it stays in the second-level cache while it is multiplied. */
  private static final int CHUNK = 1 << 16;

  private Gramian() {}

  /** {@code [d x d]}, O(n d^2). */
  static double[] of(FloatMatrix factors, int threads) {
    int d = factors.columns();
    int segmentRows = Math.max(1, (factors.rows() + SEGMENTS - 1) / SEGMENTS);
    int segments = (factors.rows() + segmentRows - 1) / segmentRows;
    double[][] sums = new double[segments][];
    IntConsumer worker =
        segment -> {
          int from = segment * segmentRows;
          sums[segment] = of(factors, from, Math.min(factors.rows(), from + segmentRows));
        };
    List<IntConsumer> workers =
        IntStream.range(0, Math.min(threads, Math.max(1, segments))).mapToObj(i -> worker).toList();
    WorkQueue.run(segments, workers);
    double[] sum = new double[d * d];
    for (double[] part : sums) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i];
      }
    }
    return sum;
  }

  private static double[] of(FloatMatrix factors, int from, int to) {
    int d = factors.columns();
    int chunkRows = Math.max(1, CHUNK / d);
    double[] sum = new double[d * d];
    float[] product = new float[d * d];
    for (int start = from; start < to; start += chunkRows) {
      int rows = Math.min(chunkRows, to - start);
      float[] chunk = Arrays.copyOfRange(factors.values(), start * d, (start + rows) * d);
      KERNEL.multiply(d, d, rows, chunk, 1, d, chunk, product);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += product[i];
      }
    }
    return sum;
  }
}
