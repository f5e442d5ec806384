package dev.slate.bench.rank;

import dev.slate.training.model.rank.FlatTrees;
import dev.slate.training.spark.rank.RankerRows;
import dev.slate.training.spark.rank.TribuoScores;
import dev.slate.training.spark.rank.TribuoTrees;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.DMatrix;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.common.xgboost.XGBoostModel;

/** Boosted trees by Tribuo: its own prediction, XGBoost's own, and ours. */
final class TribuoPeer {
  private final XGBoostModel<Label> model;
  private final RankerRows labelled;
  private final float[] rows;
  private final int inputs;
  private final List<Example<Label>> examples;
  private final FlatTrees compiled;

  private TribuoPeer(XGBoostModel<Label> model, RankerRows labelled) {
    this.model = model;
    this.labelled = labelled;
    this.rows = labelled.values();
    this.inputs = labelled.inputs();
    this.examples = TribuoScores.examples(labelled);
    this.compiled = TribuoTrees.compile(model, inputs);
  }

  /** Half as many rounds as trees: Tribuo boosts a tree for each of two classes. */
  static TribuoPeer train(float[] rows, float[] labels, int inputs, int trees, int leaves) {
    RankerRows labelled = new RankerRows(inputs);
    for (int r = 0; r < labels.length; r++) {
      labelled.add(rows, r * inputs, labels[r] > 0, r);
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("tree_method", "hist");
    parameters.put("grow_policy", "lossguide");
    parameters.put("max_leaves", leaves);
    parameters.put("max_depth", 0);
    parameters.put("eta", 0.1);
    parameters.put("nthread", 1);
    parameters.put("verbosity", 0);
    return new TribuoPeer(TribuoTrees.train(labelled, trees / 2, parameters), labelled);
  }

  FlatTrees compiled() {
    return compiled;
  }

  double[] scores() {
    return TribuoScores.of(model, labelled);
  }

  void scoreAsBatch(int from, int count) {
    model.predict(examples.subList(from, from + count));
  }

  void scoreOneByOne(int from, int count) {
    for (int r = from; r < from + count; r++) {
      model.predict(examples.get(r));
    }
  }

  void scoreByBooster(int from, int count) throws Exception {
    float[] batch = Arrays.copyOfRange(rows, from * inputs, (from + count) * inputs);
    DMatrix matrix = new DMatrix(batch, count, inputs, Float.NaN);
    try {
      model.getInnerModels().get(0).predict(matrix, true);
    } finally {
      matrix.dispose();
    }
  }
}
