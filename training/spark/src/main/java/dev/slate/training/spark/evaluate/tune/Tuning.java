package dev.slate.training.spark.evaluate.tune;

import java.util.List;

/**
 * All trials of one model.
 *
 * @param trials in the order they were made; the first has the settings that tuning began with
 * @param best of those with the most effort
 */
public record Tuning(String model, List<Trial> trials, Trial best) {
  public Tuning {
    trials = List.copyOf(trials);
  }
}
