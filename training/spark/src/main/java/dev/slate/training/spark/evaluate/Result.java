package dev.slate.training.spark.evaluate;

import dev.slate.training.model.metric.Bootstrap;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.model.metric.MetricAccumulator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One contender's lists, judged. Results of one evaluator hold the same users in the same order, so
 * they can be compared in pairs.
 */
public record Result(String name, MetricAccumulator metrics) {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, 42);

  /** The mean over users and its 95 % interval. */
  public Bootstrap.Interval interval(Metric metric) {
    return BOOTSTRAP.mean(metrics.perUser(metric));
  }

  /** The mean of this less the other, user by user, and its 95 % interval. */
  public Bootstrap.Interval differenceFrom(Result other, Metric metric) {
    return BOOTSTRAP.difference(metrics.perUser(metric), other.metrics.perUser(metric));
  }

  /** For manifests and run records: each metric by name, with {@code .low} and {@code .high}. */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      String name = metric.at(metrics.k());
      Bootstrap.Interval interval = interval(metric);
      values.put(name, interval.mean());
      values.put(name + ".low", interval.low());
      values.put(name + ".high", interval.high());
    }
    values.put("coverage@" + metrics.k(), metrics.coverage());
    values.put("novelty@" + metrics.k(), metrics.novelty());
    values.put("users", (double) metrics.users());
    return values;
  }
}
