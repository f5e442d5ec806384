package dev.slate.training.model.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether probabilities come true (reliability diagram; Naeini et al. 2015 for the error).
 *
 * @param bins of about equal weight, lowest probabilities first
 * @param logLoss mean negative log-likelihood
 * @param brier mean squared difference from the labels
 * @param expectedError mean over bins of the distance between what was said and what was seen
 */
public record Reliability(List<Bin> bins, double logLoss, double brier, double expectedError) {
  private static final int BINS = 10;
  private static final double SMALLEST = 1e-7;

  /**
   * @param predicted mean probability
   * @param observed share of positives
   * @param weight of its rows
   */
  public record Bin(double predicted, double observed, double weight) {}

  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * @param weights how much each row counts, above 0
   */
  public static Reliability of(float[] probabilities, boolean[] labels, float[] weights) {
    int[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> probabilities[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    double all = 0;
    double logLoss = 0;
    double squares = 0;
    for (int row : order) {
      double p = probabilities[row];
      double miss = labels[row] ? 1 - p : p;
      all += weights[row];
      logLoss -= weights[row] * Math.log(Math.max(1 - miss, SMALLEST));
      squares += weights[row] * miss * miss;
    }
    List<Bin> bins = bins(order, probabilities, labels, weights, all);
    double error = 0;
    for (Bin bin : bins) {
      error += bin.weight / all * Math.abs(bin.predicted - bin.observed);
    }
    return new Reliability(bins, logLoss / all, squares / all, error);
  }

  private static List<Bin> bins(
      int[] order, float[] probabilities, boolean[] labels, float[] weights, double all) {
    List<Bin> bins = new ArrayList<>();
    double said = 0;
    double seen = 0;
    double weight = 0;
    double before = 0;
    for (int i = 0; i < order.length; i++) {
      int row = order[i];
      said += weights[row] * probabilities[row];
      seen += labels[row] ? weights[row] : 0;
      weight += weights[row];
      boolean isFull = before + weight >= all * (bins.size() + 1) / BINS;
      if (isFull || i == order.length - 1) {
        bins.add(new Bin(said / weight, seen / weight, weight));
        before += weight;
        said = 0;
        seen = 0;
        weight = 0;
      }
    }
    return bins;
  }
}
