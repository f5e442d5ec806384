package dev.slate.training.spark.rank;

import dev.slate.data.config.SlateConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tribuo.classification.Label;
import org.tribuo.common.xgboost.XGBoostModel;

/**
 * Boosted trees (Chen and Guestrin 2016). One thread, exact seed: the same rows give the same trees
 * on every machine.
 */
record BoostedTrees(SlateConfig.Ranker settings, long seed) implements RankerAlgorithm {
  // A young data set has few users with a past and a future: without these the trees learn the
  // users.
  private static final double MIN_CHILD_WEIGHT = 10;
  private static final double SUBSAMPLE = 0.7;
  private static final double COLUMN_SAMPLE = 0.5;

  @Override
  public Fitted fit(RankerRows rows) {
    XGBoostModel<Label> model = TribuoTrees.train(rows, settings.trees(), parameters());
    return new Fitted(
        TribuoTrees.compile(model, rows.inputs()),
        model,
        UnaryOperator.identity(),
        gains(model, rows.inputs()));
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("eta", settings.learningRate());
    parameters.put("max_depth", settings.depth());
    parameters.put("min_child_weight", MIN_CHILD_WEIGHT);
    parameters.put("subsample", SUBSAMPLE);
    parameters.put("colsample_bytree", COLUMN_SAMPLE);
    parameters.put("tree_method", "hist");
    parameters.put("nthread", 1);
    parameters.put("seed", seed);
    parameters.put("verbosity", 0);
    return parameters;
  }

  /** Each input's share of what splits took off the loss. */
  private static double[] gains(XGBoostModel<Label> model, int inputs) {
    double[] gains = new double[inputs];
    double sum = 0;
    for (var importance : model.getFeatureImportance()) {
      for (Map.Entry<String, Double> gain : importance.getTotalGain().entrySet()) {
        gains[TribuoRows.input(gain.getKey())] += gain.getValue();
        sum += gain.getValue();
      }
    }
    for (int i = 0; i < inputs; i++) {
      gains[i] /= Math.max(sum, Double.MIN_NORMAL);
    }
    return gains;
  }
}
