package dev.slate.training.spark.rank;

import dev.slate.training.model.metric.Reliability;
import dev.slate.training.model.rank.ListRanker;
import dev.slate.training.model.rank.Ranker;
import dev.slate.training.model.rank.RelativeInputs;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A compiled ranker and how it was judged on rows of users that it did not learn from.
 *
 * @param metrics for {@code metrics.json}, in order
 * @param importances share of each input, by number
 * @param reliability of the calibrated probabilities, lowest first
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over once; never compared.
public record RankerFit(
    Ranker ranker,
    Map<String, Double> metrics,
    double[] importances,
    List<Reliability.Bin> reliability) {
  private static final int MOST = 20;

  /** The ranker for rows that are not expanded yet. */
  public RankerFit within(RelativeInputs relative) {
    return new RankerFit(new ListRanker(relative, ranker), metrics, importances, reliability);
  }

  /**
   * For the model's page: the quality, the inputs that matter most, and how probabilities came
   * true, each as numbers by name.
   *
   * @param names of the inputs
   */
  public Map<String, Map<String, Double>> report(List<String> names) {
    Map<String, Double> bins = new LinkedHashMap<>();
    for (int bin = 0; bin < reliability.size(); bin++) {
      bins.put(bin + ".predicted", reliability.get(bin).predicted());
      bins.put(bin + ".observed", reliability.get(bin).observed());
    }
    Map<String, Map<String, Double>> report = new LinkedHashMap<>();
    report.put("ranker", metrics);
    report.put("ranker.importance", largest(names));
    report.put("ranker.reliability", bins);
    return report;
  }

  private Map<String, Double> largest(List<String> names) {
    Map<String, Double> largest = new LinkedHashMap<>();
    IntStream.range(0, importances.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer input) -> -importances[input]))
        .limit(MOST)
        .filter(input -> importances[input] > 0)
        .forEach(input -> largest.put(name(names, input), importances[input]));
    return largest;
  }

  private String name(List<String> names, int input) {
    return input < names.size() || !(ranker instanceof ListRanker list)
        ? names.get(input)
        : "list:" + names.get(list.relative().columns()[input - names.size()]);
  }
}
