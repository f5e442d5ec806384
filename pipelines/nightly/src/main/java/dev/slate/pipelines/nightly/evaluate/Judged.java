package dev.slate.pipelines.nightly.evaluate;

import dev.slate.training.spark.evaluate.Result;
import dev.slate.training.spark.evaluate.Slice;
import dev.slate.training.spark.evaluate.recipe.Trained;
import dev.slate.training.spark.evaluate.tune.Tuning;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One model of a comparison.
 *
 * @param settings that it was trained with
 * @param toKeep the settings as lines to copy: of the configuration, or options of this command
 * @param tuning how they were found; empty if it was not tuned
 * @param curve of its training
 * @param trainSeconds of the training that is judged, tuning not included
 * @param judgeSeconds to rank for all users
 */
record Judged(
    Result result,
    Map<String, Double> settings,
    List<String> toKeep,
    Optional<Tuning> tuning,
    List<Trained.Pass> curve,
    List<Slice> slices,
    double trainSeconds,
    double judgeSeconds) {

  String name() {
    return result.name();
  }
}
