package dev.slate.training.spark.rank;

import java.util.Comparator;
import java.util.stream.IntStream;

/** How well scores tell labels apart. */
final class BinaryMetrics {
  private BinaryMetrics() {}

  /**
   * The probability that a positive is scored above a negative, ties counting half; NaN if there is
   * only one label. O(n log n).
   */
  static double areaUnderCurve(RankerRows rows, float[] scores) {
    int[] order =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingDouble(row -> scores[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    double rankSum = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      double rank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) {
        rankSum += rows.label(order[i]) ? rank : 0;
      }
      from = to;
    }
    double positives = rows.positives();
    double negatives = rows.size() - positives;
    return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
  }
}
