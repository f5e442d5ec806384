package dev.slate.pipelines.nightly.evaluate;

import dev.slate.training.model.metric.Bootstrap;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.spark.evaluate.Result;
import dev.slate.training.spark.evaluate.Slice;
import dev.slate.training.spark.evaluate.recipe.Trained;
import dev.slate.training.spark.evaluate.tune.Tuning;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One model of a comparison.
 *
 * @param bySeed results of all seeds, the first being {@code result}; one where chance plays no
 *     part
 * @param settings that it was trained with
 * @param toKeep the settings as lines to copy: of the configuration, or options of this command
 * @param tuning how they were found; empty if it was not tuned
 * @param curve of its training
 * @param trainSeconds of the training that is judged, tuning not included
 * @param judgeSeconds to rank for all users
 */
record Judged(
    Result result,
    List<Result> bySeed,
    Map<String, Double> settings,
    List<String> toKeep,
    Optional<Tuning> tuning,
    List<Trained.Pass> curve,
    List<Slice> slices,
    double trainSeconds,
    double judgeSeconds) {
  /** Two-sided quantiles by degrees of freedom; with ten and more the normal one is near enough. */
  private static final double[] T_95 = {
    0, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 1.96
  };

  /**
   * A metric's mean over seeds and its 95 % interval by Student's t; the seeds stand for chance in
   * training, not for the choice of users.
   */
  Bootstrap.Interval overSeeds(Metric metric) {
    double[] means = bySeed.stream().mapToDouble(r -> r.metrics().mean(metric)).toArray();
    double mean = Arrays.stream(means).average().orElse(Double.NaN);
    double squares = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
    int free = means.length - 1;
    double half =
        free == 0
            ? Double.NaN
            : T_95[Math.min(free, T_95.length - 1)] * Math.sqrt(squares / free / means.length);
    return new Bootstrap.Interval(mean, mean - half, mean + half);
  }

  String name() {
    return result.name();
  }
}
