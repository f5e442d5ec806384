package dev.slate.training.spark.rank;

import dev.slate.training.model.rank.FactorizationMachine;
import dev.slate.training.model.rank.InputScaling;
import org.tribuo.classification.sgd.fm.FMClassificationModel;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.Tensor;
import org.tribuo.math.optimisers.AdaGrad;

/** A factorisation machine (Rendle 2010) on scaled inputs, by Tribuo. */
record FactorizationMachines(long seed) implements RankerAlgorithm {
  private static final int FACTORS = 8;
  private static final double VARIANCE = 0.01;

  // Tribuo's has no L2: few epochs are its regularisation.
  private static final double LEARNING_RATE = 0.02;
  private static final int EPOCHS = 5;
  private static final int BATCH = 32;

  @Override
  public Fitted fit(RankerRows rows) {
    InputScaling scaling = InputScaling.of(rows.values(), rows.size(), rows.inputs());
    FMClassificationModel model =
        (FMClassificationModel)
            new FMClassificationTrainer(
                    new LogMulticlass(),
                    new AdaGrad(LEARNING_RATE),
                    EPOCHS,
                    -1,
                    BATCH,
                    seed,
                    FACTORS,
                    VARIANCE)
                .train(TribuoRows.dataset(rows.scaled(scaling)));
    FactorizationMachine compiled = compile(model, scaling);
    return new Fitted(
        compiled, model, any -> any.scaled(scaling), LogisticRegression.shares(compiled.weights()));
  }

  /** The difference of the two classes' machines. */
  private static FactorizationMachine compile(FMClassificationModel model, InputScaling scaling) {
    int inputs = scaling.inputs();
    int yes = model.getOutputIDInfo().getID(TribuoRows.YES);
    DenseVector biases = model.getBiasesCopy();
    DenseMatrix linear = model.getLinearWeightsCopy();
    Tensor[] tables = model.getFactorsCopy();
    float[] weights = new float[inputs];
    double[] squares = new double[inputs];
    float[] factors = new float[2 * FACTORS * inputs];
    float[] halves = new float[2 * FACTORS];
    for (int half = 0; half < 2; half++) {
      int output = half == 0 ? yes : 1 - yes;
      double sign = half == 0 ? 0.5 : -0.5;
      DenseMatrix table = (DenseMatrix) tables[output];
      for (int f = 0; f < FACTORS; f++) {
        halves[half * FACTORS + f] = (float) sign;
        for (int i = 0; i < inputs; i++) {
          int id = model.getFeatureIDMap().getID(TribuoRows.name(i));
          float v = id < 0 ? 0 : (float) table.get(f, id);
          factors[(half * FACTORS + f) * inputs + i] = v;
          squares[i] -= sign * v * v;
        }
      }
    }
    float[] flat = new float[inputs];
    for (int i = 0; i < inputs; i++) {
      int id = model.getFeatureIDMap().getID(TribuoRows.name(i));
      weights[i] = id < 0 ? 0 : (float) (linear.get(yes, id) - linear.get(1 - yes, id));
      flat[i] = (float) squares[i];
    }
    float bias = (float) (biases.get(yes) - biases.get(1 - yes));
    return new FactorizationMachine(scaling, bias, weights, flat, factors, halves);
  }
}
