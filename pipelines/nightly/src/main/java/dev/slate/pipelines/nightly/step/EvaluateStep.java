package dev.slate.pipelines.nightly.step;

import dev.slate.pipelines.nightly.run.Scores;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.spark.evaluate.Evaluation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Judges what was trained by what users chose later, popularity beside it. */
public record EvaluateStep(FeaturesStep.Prepared prepared, TrainStep.Held held) {

  public Evaluation run() {
    return prepared.training().evaluate(held.models(), held.ranker(), List.of());
  }

  public static String detail(Evaluation evaluation) {
    return evaluation.results().stream()
        .map(
            result ->
                String.format(
                    Locale.ROOT, "%s %.4f", result.name(), result.metrics().mean(Metric.NDCG)))
        .collect(Collectors.joining(", ", "NDCG@10: ", ""));
  }

  /** The evaluation as runs and manifests keep it. */
  public static List<Scores> scores(Evaluation evaluation) {
    return evaluation.results().stream()
        .map(result -> new Scores(result.name(), result.values()))
        .toList();
  }
}
