package dev.slate.training.model.metric;

import java.util.function.IntPredicate;

/**
 * How well one user's list finds the user's test items, binary relevance, positions from 1.
 *
 * <ul>
 *   <li>NDCG: {@code sum over hits of 1 / log2(position + 1)} over that of the ideal list of {@code
 *       min(k, |test|)} hits
 *   <li>recall: {@code hits / |test|}; hit rate: 1 if there is a hit
 *   <li>MRR: {@code 1 / position of the first hit}
 *   <li>MAP: {@code sum over hits of precision at their position / min(k, |test|)}
 * </ul>
 */
public record RankingMetrics(double ndcg, double recall, double mrr, double map, double hitRate) {
  private static final double LN2 = Math.log(2);

  /**
   * @param ranked best first; only the first k count
   * @param isRelevant whether an item is in the user's test set
   * @param relevant size of the test set, at least 1
   */
  public static RankingMetrics of(int[] ranked, IntPredicate isRelevant, int relevant, int k) {
    if (relevant < 1 || k < 1) {
      throw new IllegalArgumentException(
          "relevant: " + relevant + ", k: " + k + " (expected: at least 1)");
    }
    double gain = 0;
    double precisions = 0;
    int hits = 0;
    int first = 0;
    int length = Math.min(k, ranked.length);
    for (int position = 1; position <= length; position++) {
      if (isRelevant.test(ranked[position - 1])) {
        hits++;
        first = first == 0 ? position : first;
        gain += discount(position);
        precisions += (double) hits / position;
      }
    }
    int ideal = Math.min(k, relevant);
    return new RankingMetrics(
        gain / idealGain(ideal),
        (double) hits / relevant,
        first == 0 ? 0 : 1.0 / first,
        precisions / ideal,
        hits > 0 ? 1 : 0);
  }

  private static double discount(int position) {
    return LN2 / Math.log(position + 1.0);
  }

  private static double idealGain(int hits) {
    double gain = 0;
    for (int position = 1; position <= hits; position++) {
      gain += discount(position);
    }
    return gain;
  }

  double get(Metric metric) {
    return switch (metric) {
      case NDCG -> ndcg;
      case RECALL -> recall;
      case MRR -> mrr;
      case MAP -> map;
      case HIT_RATE -> hitRate;
    };
  }
}
