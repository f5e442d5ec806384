package dev.slate.training.model.metric;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Collects users' lists; keeps every user's values, so that intervals and paired comparisons are
 * over users. Add users in the same order to compare two models. Single-threaded.
 */
public final class MetricAccumulator {
  private final int k;
  private final long[] shown;
  private final double[] information;
  private final Map<Metric, double[]> values = new EnumMap<>(Metric.class);
  private int users;
  private double novelty;
  private long items;

  /**
   * @param k length of the lists judged
   * @param trainCounts users who chose each item in training {@code [n]}
   * @param trainUsers users in training, at least 1
   */
  public MetricAccumulator(int k, int[] trainCounts, int trainUsers) {
    this.k = k;
    this.shown = new long[trainCounts.length];
    this.information = new double[trainCounts.length];
    for (int i = 0; i < trainCounts.length; i++) {
      information[i] = -Math.log(Math.max(trainCounts[i], 1) / (double) trainUsers) / Math.log(2);
    }
    for (Metric metric : Metric.values()) {
      values.put(metric, new double[1024]);
    }
  }

  /**
   * @param ranked best first
   * @param relevant the user's test items, at least one, none twice
   */
  public void add(int[] ranked, int[] relevant) {
    int[] test = relevant.clone();
    Arrays.sort(test);
    RankingMetrics metrics =
        RankingMetrics.of(ranked, item -> Arrays.binarySearch(test, item) >= 0, test.length, k);
    for (Map.Entry<Metric, double[]> entry : values.entrySet()) {
      if (users == entry.getValue().length) {
        entry.setValue(Arrays.copyOf(entry.getValue(), users * 2));
      }
      entry.getValue()[users] = metrics.get(entry.getKey());
    }
    users++;
    for (int i = 0; i < Math.min(k, ranked.length); i++) {
      shown[ranked[i]]++;
      novelty += information[ranked[i]];
      items++;
    }
  }

  /** Users added. */
  public int users() {
    return users;
  }

  public int k() {
    return k;
  }

  /** A metric's value for each user, in the order added. */
  public double[] perUser(Metric metric) {
    return Arrays.copyOf(values.getOrDefault(metric, new double[0]), users);
  }

  /** A metric's mean over users, NaN without users. */
  public double mean(Metric metric) {
    return Arrays.stream(perUser(metric)).average().orElse(Double.NaN);
  }

  /** Share of all items that appeared in a list. */
  public double coverage() {
    return Arrays.stream(shown).filter(count -> count > 0).count() / (double) shown.length;
  }

  /** Inequality of how often items appeared: 0 all alike, towards 1 few items only. */
  public double gini() {
    long[] sorted = shown.clone();
    Arrays.sort(sorted);
    double weighted = 0;
    for (int i = 0; i < sorted.length; i++) {
      weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
    }
    return items == 0 ? Double.NaN : weighted / ((double) sorted.length * items);
  }

  /** Mean self-information of what was shown, in bits: -log2 of the share of training users. */
  public double novelty() {
    return items == 0 ? Double.NaN : novelty / items;
  }
}
