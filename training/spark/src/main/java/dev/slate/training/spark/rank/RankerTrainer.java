package dev.slate.training.spark.rank;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.rank.FlatTrees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.xgboost.XGBoostModel;

/**
 * Boosted trees (Chen and Guestrin 2016) by Tribuo on rows labelled with what the user chose, then
 * compiled to {@link FlatTrees}. The compiled scorer is compared with Tribuo's own prediction on
 * every validation row before anybody gets it.
 *
 * <p>One thread, exact seed: the same rows give the same trees on every machine.
 */
public final class RankerTrainer {
  /** Largest difference of a compiled probability from Tribuo's: a few roundings of float32. */
  static final double TOLERANCE = 1e-6;

  // A young data set has few users with a past and a future: without these the trees learn the
  // users.
  private static final double MIN_CHILD_WEIGHT = 30;
  private static final double SUBSAMPLE = 0.7;
  private static final double COLUMN_SAMPLE = 0.5;

  // Boxed by Tribuo on the way to the native library: a chunk bounds the memory.
  private static final int CHUNK = 20_000;

  private final SlateConfig.Ranker settings;
  private final long seed;

  public RankerTrainer(SlateConfig.Ranker settings, long seed) {
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * @param train at least one row of each label
   * @param validation rows of other users; also what the compiled scorer is checked on
   * @throws IllegalArgumentException if train has rows of one label only
   * @throws IllegalStateException if the compiled scorer and Tribuo disagree on a validation row
   */
  public RankerFit fit(RankerRows train, RankerRows validation) {
    if (train.positives() == 0 || train.positives() == train.size()) {
      throw new IllegalArgumentException(
          "train: "
              + train.positives()
              + " positives in "
              + train.size()
              + " rows (expected: rows of both labels)");
    }
    XGBoostModel<Label> model =
        (XGBoostModel<Label>)
            new XGBoostClassificationTrainer(settings.trees(), parameters())
                .train(TribuoRows.dataset(train));
    FlatTrees compiled = compile(model, train.inputs());
    float[] scores = new float[validation.size()];
    compiled.score(validation.values(), validation.size(), scores);
    double worst = requireEqual(model, validation, scores);

    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("rows", (double) train.size());
    metrics.put("positives", (double) train.positives());
    metrics.put("validationRows", (double) validation.size());
    metrics.put("validationLogLoss", BinaryMetrics.logLoss(validation, scores));
    metrics.put("validationAuc", BinaryMetrics.areaUnderCurve(validation, scores));
    metrics.put("largestDifferenceFromTribuo", worst);
    return new RankerFit(compiled, metrics);
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("objective", "multi:softprob");
    parameters.put("num_class", 2);
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

  private static FlatTrees compile(XGBoostModel<Label> model, int inputs) {
    try {
      byte[] json = model.getInnerModels().get(0).toByteArray("json");
      int[] inputOf = new int[model.getFeatureIDMap().size()];
      for (int input = 0; input < inputs; input++) {
        int id = model.getFeatureIDMap().getID(TribuoRows.name(input));
        if (id >= 0) {
          inputOf[id] = input;
        }
      }
      int yes = model.getOutputIDInfo().getID(TribuoRows.YES);
      return new BoosterCompiler(inputs, inputOf, yes).compile(json);
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost would not give its model", e);
    }
  }

  private static double requireEqual(XGBoostModel<Label> model, RankerRows rows, float[] compiled) {
    double worst = 0;
    for (int from = 0; from < rows.size(); from += CHUNK) {
      int to = Math.min(rows.size(), from + CHUNK);
      List<Prediction<Label>> expected = model.predict(TribuoRows.examples(rows, from, to));
      for (int row = from; row < to; row++) {
        Label yes = expected.get(row - from).getOutputScores().get(TribuoRows.YES.getLabel());
        double probability = yes == null ? Double.NaN : yes.getScore();
        double difference = Math.abs(probability - compiled[row]);
        if (!(difference <= TOLERANCE)) {
          throw new IllegalStateException(
              "validation row "
                  + row
                  + ": the compiled ranker says "
                  + compiled[row]
                  + ", Tribuo says "
                  + probability
                  + " (expected: at most "
                  + TOLERANCE
                  + " apart)");
        }
        worst = Math.max(worst, difference);
      }
    }
    return worst;
  }
}
