package dev.slate.pipelines.nightly.evaluate;

import dev.slate.training.model.metric.Bootstrap;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.spark.evaluate.Result;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each part of the pipeline adds to what it stands on: the ranker to retrieval alone, the
 * re-ranker and the approximate index to the ranker. Differences are of the same users' lists.
 */
record PipelineGain(Result with, Result without, ListDiversity diversity) {
  private static final List<List<String>> PAIRS =
      List.of(
          List.of("pipeline", "als"),
          List.of("pipeline-diverse", "pipeline"),
          List.of("pipeline-hnsw", "pipeline"));

  /** One line for each pair of which both were judged. */
  static List<String> lines(Comparison comparison) {
    Map<String, Result> byName =
        comparison.models().stream().collect(Collectors.toMap(Judged::name, Judged::result));
    return PAIRS.stream()
        .flatMap(
            pair -> {
              Result with = byName.get(pair.get(0));
              Result without = byName.get(pair.get(1));
              return with == null || without == null
                  ? Stream.empty()
                  : Stream.of(new PipelineGain(with, without, comparison.diversity()).line());
            })
        .toList();
  }

  private String line() {
    Bootstrap.Interval ndcg = with.differenceFrom(without, Metric.NDCG);
    Bootstrap.Interval hits = with.differenceFrom(without, Metric.HIT_RATE);
    return String.format(
        Locale.ROOT,
        "%s over %s: NDCG %+.4f (%+.4f to %+.4f), %+.1f %%; HR %+.4f (%+.4f to %+.4f);"
            + " diversity by %s",
        with.name(),
        without.name(),
        ndcg.mean(),
        ndcg.low(),
        ndcg.high(),
        100 * ndcg.mean() / without.metrics().mean(Metric.NDCG),
        hits.mean(),
        hits.low(),
        hits.high(),
        diversity.names().stream().map(this::raised).collect(Collectors.joining(", ")));
  }

  private String raised(String measure) {
    double share = diversity.mean(measure, with) / diversity.mean(measure, without) - 1;
    return String.format(Locale.ROOT, "%s %+.1f %%", measure, 100 * share);
  }
}
