package dev.slate.bench.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.index.Hits;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.index.VectorIndex;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.BitSet;

/** Asks an index a set of queries on one thread and measures recall, rate and times. */
record Trial(FloatMatrix queries, int[][] truth, int k, RowMask mask) {

  /**
   * @param perCpuSecond queries in a second of this thread's CPU time
   */
  record Figures(double recall, double perSecond, double perCpuSecond, double p50, double p99) {
    String text() {
      return "recall %.4f  %8.0f q/s  %8.0f q/cpu-s  p50 %7.1f us  p99 %7.1f us"
          .formatted(recall, perSecond, perCpuSecond, p50, p99);
    }
  }

  static Trial of(VectorIndex exact, FloatMatrix queries, int k, RowMask mask) {
    int[][] truth =
        exact.searchAll(queries, k, mask).stream().map(Hits::items).toArray(int[][]::new);
    return new Trial(queries, truth, k, mask);
  }

  /** One pass over all queries. */
  Figures run(VectorIndex index) {
    int n = queries.rows();
    long[] times = new long[n];
    Hits[] hits = new Hits[n];
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    for (int q = 0; q < n; q++) {
      long start = System.nanoTime();
      hits[q] = index.search(queries.row(q), k, mask);
      times[q] = System.nanoTime() - start;
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double cpuSeconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
    double recall = 0;
    for (int q = 0; q < n; q++) {
      recall += recall(hits[q].items(), truth[q]);
    }
    Arrays.sort(times);
    return new Figures(
        recall / n, n / seconds, n / cpuSeconds, times[n / 2] / 1e3, times[n * 99 / 100] / 1e3);
  }

  private static double recall(int[] found, int[] truth) {
    BitSet right = new BitSet();
    Arrays.stream(truth).forEach(right::set);
    long hits = Arrays.stream(found).filter(right::get).count();
    return truth.length == 0 ? 1 : (double) hits / truth.length;
  }
}
