package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.index.IndexChoice.Measurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures indexes over the same items with the same queries. */
final class IndexProbe {
  private static final int K = 100;
  private static final int MAX_QUERIES = 200;
  private static final int PASSES = 3;

  private final List<float[]> queries = new ArrayList<>();
  private final List<int[]> truth = new ArrayList<>();

  IndexProbe(ExactIndex exact, FloatMatrix sample) {
    int count = Math.min(sample.rows(), MAX_QUERIES);
    int d = sample.columns();
    FloatMatrix asked = new FloatMatrix(count, d, Arrays.copyOf(sample.values(), count * d));
    for (Hits hits : exact.searchAll(asked, K, RowMask.ALL)) {
      queries.add(asked.row(truth.size()));
      int[] best = hits.items();
      Arrays.sort(best);
      truth.add(best);
    }
  }

  /**
   * Recall and the median time of a query over passes that follow a warm-up; 1 and 0 without
   * queries.
   */
  Measurement measure(VectorIndex index, int width, long buildNs) {
    long[] times = new long[queries.size() * PASSES];
    double recall = 0;
    for (int pass = -1; pass < PASSES; pass++) {
      recall = 0;
      for (int q = 0; q < queries.size(); q++) {
        long start = System.nanoTime();
        Hits hits = index.search(queries.get(q), K, RowMask.ALL);
        if (pass >= 0) {
          times[pass * queries.size() + q] = System.nanoTime() - start;
        }
        recall += recall(hits.items(), truth.get(q));
      }
    }
    Arrays.sort(times);
    return new Measurement(
        index.engine(),
        width,
        queries.isEmpty() ? 1 : recall / queries.size(),
        times.length == 0 ? 0 : times[times.length / 2] / 1e3,
        buildNs / 1e6);
  }

  private static double recall(int[] found, int[] sortedTruth) {
    if (sortedTruth.length == 0) {
      return 1;
    }
    int hits = 0;
    for (int item : found) {
      hits += Arrays.binarySearch(sortedTruth, item) >= 0 ? 1 : 0;
    }
    return (double) hits / sortedTruth.length;
  }
}
