package dev.slate.pipelines.nightly.step;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.metric.Bootstrap;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.model.registry.Manifest;
import dev.slate.training.spark.evaluate.Evaluation;
import dev.slate.training.spark.evaluate.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a candidate may serve. Pure.
 *
 * <p>Popularity is judged on the same users as the candidate, so the two are compared in pairs. The
 * champion has learnt from most of tonight's test, so judging it there would flatter it; instead
 * the candidate's held-out NDCG is compared with the champion's own held-out NDCG of the night it
 * was made, by their intervals.
 */
public record Gate(Optional<Manifest> champion) {
  /** What serves: retrieval, then the ranker. */
  public static final String CANDIDATE = "pipeline";

  private static final String BASELINE = "popularity";
  private static final int MIN_USERS = 10;

  /**
   * The reasons against; none means that it may serve.
   *
   * @param vectors the candidate's item vectors by model
   */
  public List<String> refusals(Map<String, FloatMatrix> vectors, Evaluation evaluation) {
    List<String> refusals = new ArrayList<>();
    vectors.forEach(
        (model, matrix) -> {
          if (!matrix.isFinite()) {
            refusals.add(model + ": an item vector is not finite (expected: numbers)");
          }
        });
    Optional<Result> candidate = evaluation.of(CANDIDATE);
    Optional<Result> baseline = evaluation.of(BASELINE);
    if (candidate.isEmpty() || baseline.isEmpty()) {
      refusals.add("evaluation: no " + CANDIDATE + " or no " + BASELINE + " (expected: both)");
      return refusals;
    }
    againstPopularity(candidate.get(), baseline.get(), refusals);
    champion.ifPresent(manifest -> againstChampion(candidate.get(), manifest, refusals));
    return refusals;
  }

  private static void againstPopularity(Result candidate, Result baseline, List<String> refusals) {
    int users = candidate.metrics().users();
    if (users < MIN_USERS) {
      refusals.add("evaluation: " + users + " test users (expected: " + MIN_USERS + " or more)");
      return;
    }
    Bootstrap.Interval ndcg = candidate.interval(Metric.NDCG);
    if (!Double.isFinite(ndcg.mean())) {
      refusals.add(CANDIDATE + ": NDCG@10 is " + ndcg.mean() + " (expected: a number)");
    }
    Bootstrap.Interval gain = candidate.differenceFrom(baseline, Metric.NDCG);
    if (gain.high() < 0) {
      refusals.add(
          String.format(
              Locale.ROOT,
              "%s is clearly worse than %s: NDCG@10 %+.4f (%.4f to %.4f; expected: not below 0)",
              CANDIDATE,
              BASELINE,
              gain.mean(),
              gain.low(),
              gain.high()));
    }
  }

  private static void againstChampion(Result candidate, Manifest champion, List<String> refusals) {
    Map<String, Double> before = champion.metrics().getOrDefault(CANDIDATE, Map.of());
    double low = before.getOrDefault("ndcg@10.low", Double.NEGATIVE_INFINITY);
    Bootstrap.Interval now = candidate.interval(Metric.NDCG);
    if (now.high() < low) {
      refusals.add(
          String.format(
              Locale.ROOT,
              "%s is clearly worse than champion %s: NDCG@10 at most %.4f (expected: %.4f or more)",
              CANDIDATE,
              champion.version(),
              now.high(),
              low));
    }
  }
}
