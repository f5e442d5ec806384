package dev.slate.training.spark.evaluate.tune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One training with one choice of settings.
 *
 * @param settings all of the model's
 * @param effort the share of its passes that were made
 * @param ndcg on the part of train that was held out; negative infinity if training failed
 * @param seconds to train and to judge
 */
public record Trial(Map<String, Double> settings, double effort, double ndcg, double seconds) {
  public Trial {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
