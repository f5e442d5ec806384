package dev.slate.training.spark.evaluate;

import dev.slate.training.model.metric.Bootstrap;
import dev.slate.training.model.metric.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All contenders of one evaluation, in the order of the table. */
public record Evaluation(List<Result> results) {

  public Evaluation {
    results = List.copyOf(results);
  }

  public Optional<Result> of(String name) {
    return results.stream().filter(result -> result.name().equals(name)).findFirst();
  }

  /** The table that people read: means, with 95 % intervals for NDCG. */
  public String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "%-14s %-25s %8s %8s %8s %8s %9s%n",
            "model", "NDCG@10 (95 % interval)", "HR@10", "MRR@10", "MAP@10", "R@10", "coverage"));
    for (Result result : results) {
      Bootstrap.Interval ndcg = result.interval(Metric.NDCG);
      table.append(
          String.format(
              Locale.ROOT,
              "%-14s %.4f (%.4f to %.4f)  %8.4f %8.4f %8.4f %8.4f %9.4f%n",
              result.name(),
              ndcg.mean(),
              ndcg.low(),
              ndcg.high(),
              result.metrics().mean(Metric.HIT_RATE),
              result.metrics().mean(Metric.MRR),
              result.metrics().mean(Metric.MAP),
              result.metrics().mean(Metric.RECALL),
              result.metrics().coverage()));
    }
    return table.toString();
  }
}
