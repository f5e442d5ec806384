package dev.slate.training.spark.rank;

import dev.slate.training.model.rank.FlatTrees;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.classification.Label;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.xgboost.XGBoostModel;

/** Boosted trees by Tribuo's XGBoost, and what they are in flat arrays. */
public final class TribuoTrees {
  private TribuoTrees() {}

  /**
   * @param rounds of boosting, of two trees each: Tribuo boosts one for either label
   * @param parameters XGBoost's
   */
  public static XGBoostModel<Label> train(
      RankerRows rows, int rounds, Map<String, Object> parameters) {
    Map<String, Object> all = new LinkedHashMap<>(parameters);
    all.put("objective", "multi:softprob");
    all.put("num_class", 2);
    return (XGBoostModel<Label>)
        new XGBoostClassificationTrainer(rounds, all).train(TribuoRows.dataset(rows));
  }

  /** Trees whose sigmoid is the probability of a positive label. */
  public static FlatTrees compile(XGBoostModel<Label> model, int inputs) {
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
}
