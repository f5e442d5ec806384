package dev.slate.training.spark.rank;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.rank.Ranker;
import java.util.function.UnaryOperator;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/** One kind of ranker: how Tribuo trains it, and what it is in arrays of ours. */
interface RankerAlgorithm {

  /**
   * @param rows of both labels; they weigh {@link RankerRows#balancedWeights}
   */
  Fitted fit(RankerRows rows);

  /**
   * @param ranker compiled; says what the model says
   * @param model Tribuo's
   * @param view rows as the model reads them
   * @param importances by input, at least 0, of sum 1
   */
  record Fitted(
      Ranker ranker, Model<Label> model, UnaryOperator<RankerRows> view, double[] importances) {

    /** Tribuo's own probabilities. */
    double[] expected(RankerRows rows) {
      return TribuoScores.of(model, view.apply(rows));
    }
  }

  static RankerAlgorithm of(SlateConfig.Ranker settings, long seed) {
    return switch (settings.kind()) {
      case XGBOOST -> new BoostedTrees(settings, seed);
      case FACTORIZATION_MACHINE -> new FactorizationMachines(seed);
      case LOGISTIC -> new LogisticRegression(seed);
    };
  }
}
