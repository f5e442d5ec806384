package dev.slate.training.spark.evaluate;

import dev.slate.training.model.metric.Bootstrap;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.model.metric.MetricAccumulator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One contender's lists, judged. Results of one evaluator hold the same users in the same order, so
 * they can be compared in pairs.
 *
 * @param users whose lists these are
 * @param lists item rows, best first, by place in {@code users}
 * @param byK the metrics at each length of list, that of the headline first
 * @param diversity of the lists at the first length, by the users that items have in common; NaN if
 *     none has two items
 */
public record Result(
    String name, int[] users, int[][] lists, List<MetricAccumulator> byK, double diversity) {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, 42);

  public Result {
    byK = List.copyOf(byK);
  }

  /** Metrics alone, of lists that are not kept. */
  public Result(String name, MetricAccumulator metrics) {
    this(name, new int[0], new int[0][], List.of(metrics), Double.NaN);
  }

  /** At the headline's length of list. */
  public MetricAccumulator metrics() {
    return byK.get(0);
  }

  /** The mean over users and its 95 % interval. */
  public Bootstrap.Interval interval(Metric metric) {
    return BOOTSTRAP.mean(metrics().perUser(metric));
  }

  /** The mean of this less the other, user by user, and its 95 % interval. */
  public Bootstrap.Interval differenceFrom(Result other, Metric metric) {
    return BOOTSTRAP.difference(metrics().perUser(metric), other.metrics().perUser(metric));
  }

  /** For manifests and run records: each metric by name, with {@code .low} and {@code .high}. */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (MetricAccumulator metrics : byK) {
      for (Metric metric : Metric.values()) {
        String name = metric.at(metrics.k());
        Bootstrap.Interval interval = BOOTSTRAP.mean(metrics.perUser(metric));
        values.put(name, interval.mean());
        values.put(name + ".low", interval.low());
        values.put(name + ".high", interval.high());
      }
      values.put("coverage@" + metrics.k(), metrics.coverage());
      values.put("novelty@" + metrics.k(), metrics.novelty());
      values.put("gini@" + metrics.k(), metrics.gini());
    }
    values.put("diversity@" + metrics().k(), diversity);
    values.put("users", (double) metrics().users());
    return values;
  }
}
