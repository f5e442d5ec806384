package dev.slate.training.spark.evaluate.recipe;

import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.evaluate.Holdout;
import java.util.List;
import java.util.Map;

/** Makes a contender of what may be learnt from. Stateless between trainings. */
public interface Recipe {

  /** As on the command line. */
  String name();

  /** Every setting with its value where nothing else is said; keys are {@code model.setting}. */
  default Map<String, Double> defaults() {
    return Map.of();
  }

  /** What tuning draws; empty if there is nothing to tune. */
  default List<Dimension> dimensions() {
    return List.of();
  }

  /** Where a setting is kept in the configuration; empty if it is not. */
  default String configKey(String setting) {
    return "";
  }

  /** Whether a training with a part of the passes says something about one with all of them. */
  default boolean hasPasses() {
    return false;
  }

  /** The part that tuning it gets of the time, relative to a quick model's. */
  default int tuningShare() {
    return 1;
  }

  /** Why it cannot be trained in reasonable time or memory; empty if it can. */
  default String unfit(Holdout holdout, Map<String, Double> settings) {
    return "";
  }

  /** Whether a training depends on the seed. */
  default boolean isRandom() {
    return false;
  }

  /**
   * Learns from train alone.
   *
   * @param settings a value for every default
   * @param effort above 0 up to 1: the share of passes to make, where there are passes
   * @param listener is told of every pass
   * @throws IllegalArgumentException if the data or a setting is out of range for the model
   */
  Trained train(
      Holdout holdout, Map<String, Double> settings, double effort, PassListener listener);

  /** As above, and nobody listens. */
  default Trained train(Holdout holdout, Map<String, Double> settings, double effort) {
    return train(holdout, settings, effort, PassListener.SILENT);
  }
}
