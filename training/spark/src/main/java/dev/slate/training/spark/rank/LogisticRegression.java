package dev.slate.training.spark.rank;

import dev.slate.training.model.rank.FactorizationMachine;
import dev.slate.training.model.rank.InputScaling;
import java.util.stream.DoubleStream;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;

/** Logistic regression on scaled inputs, by Tribuo's AdaGrad: the cheapest ranker that learns. */
record LogisticRegression(long seed) implements RankerAlgorithm {
  private static final double LEARNING_RATE = 0.1;
  private static final int EPOCHS = 10;
  private static final int BATCH = 32;

  @Override
  public Fitted fit(RankerRows rows) {
    InputScaling scaling = InputScaling.of(rows.values(), rows.size(), rows.inputs());
    LinearSGDModel model =
        (LinearSGDModel)
            new LinearSGDTrainer(
                    new LogMulticlass(), new AdaGrad(LEARNING_RATE), EPOCHS, -1, BATCH, seed)
                .train(TribuoRows.dataset(rows.scaled(scaling)));
    float[] weights = new float[rows.inputs()];
    float bias = compile(model, weights);
    return new Fitted(
        FactorizationMachine.linear(scaling, bias, weights),
        model,
        any -> any.scaled(scaling),
        shares(weights));
  }

  /** Softmax over two is the sigmoid of the difference. */
  private static float compile(LinearSGDModel model, float[] weights) {
    int yes = model.getOutputIDInfo().getID(TribuoRows.YES);
    DenseMatrix all = model.getWeightsCopy();
    for (int i = 0; i < weights.length; i++) {
      int id = model.getFeatureIDMap().getID(TribuoRows.name(i));
      weights[i] = id < 0 ? 0 : (float) (all.get(yes, id) - all.get(1 - yes, id));
    }
    int last = all.getDimension2Size() - 1;
    return (float) (all.get(yes, last) - all.get(1 - yes, last));
  }

  /** Each weight's share of all: inputs are of one scale. */
  static double[] shares(float[] weights) {
    double[] sizes = new double[weights.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(weights[i]);
    }
    double sum = Math.max(DoubleStream.of(sizes).sum(), Double.MIN_NORMAL);
    return DoubleStream.of(sizes).map(size -> size / sum).toArray();
  }
}
