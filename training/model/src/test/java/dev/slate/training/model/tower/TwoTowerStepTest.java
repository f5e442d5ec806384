package dev.slate.training.model.tower;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The gradient against finite differences, and the loss against its definition. */
class TwoTowerStepTest {
  private static final float TEMPERATURE = 0.4f;

  private final TwoTowerParameters parameters =
      TwoTowerParameters.random(
          new TwoTowerShape(5, 3, 0.8f),
          ItemCategories.of(
              List.of(
                  List.of("a"),
                  List.of("a", "b"),
                  List.of(),
                  List.of("c"),
                  List.of("b", "c"),
                  List.of("c"),
                  List.of("a", "b", "c"))),
          7);

  /** Candidate 4 is example 0's positive again, candidate 5 is in example 1's history. */
  private final TwoTowerBatch batch =
      new TwoTowerBatch(
          new int[][] {{1, 2, 4, 5}, {3, 3}, {}},
          new int[] {0, 1, 6, 5, 0, 3},
          new float[] {0.1f, -0.2f, 0.3f, 0, 0.5f, -0.4f},
          BitSet.valueOf(new long[] {0b010010}));

  @Test
  void run_everyParameter_gradientIsTheSlopeOfTheLoss() {
    TwoTowerStep step = new TwoTowerStep(parameters, TEMPERATURE);
    TwoTowerGradient gradient = new TwoTowerGradient(parameters);
    double loss = step.run(batch, gradient);
    assertThat(loss).isCloseTo(step.loss(batch), Offset.offset(1e-12));

    checkSlope(parameters.item().values(), dense(gradient.item(), parameters.items()));
    checkSlope(parameters.history().values(), dense(gradient.history(), parameters.items()));
    checkSlope(parameters.category().values(), dense(gradient.category(), 3));
    checkSlope(parameters.itemBias(), gradient.itemBias());
    checkSlope(parameters.userWeight().values(), gradient.userWeight());
    checkSlope(parameters.userBias(), gradient.userBias());
  }

  @Test
  void run_twice_sameGradient() {
    TwoTowerStep step = new TwoTowerStep(parameters, TEMPERATURE);
    TwoTowerGradient gradient = new TwoTowerGradient(parameters);
    step.run(batch, gradient);
    float[] first = dense(gradient.item(), parameters.items());
    step.run(batch, gradient);
    assertThat(dense(gradient.item(), parameters.items())).isEqualTo(first);
  }

  private float[] dense(SparseRows rows, int tableRows) {
    int d = parameters.shape().dim();
    float[] out = new float[tableRows * d];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.values(), i * d, out, rows.row(i) * d, d);
    }
    return out;
  }

  private void checkSlope(float[] values, float[] gradient) {
    double step = 2e-3;
    for (int i = 0; i < values.length; i++) {
      float before = values[i];
      values[i] = (float) (before + step);
      double above = reference();
      values[i] = (float) (before - step);
      double below = reference();
      values[i] = before;
      assertThat((double) gradient[i]).isCloseTo((above - below) / (2 * step), Offset.offset(2e-4));
    }
  }

  @Test
  void loss_smallBatch_isItsDefinition() {
    assertThat(new TwoTowerStep(parameters, TEMPERATURE).loss(batch))
        .isCloseTo(reference(), Offset.offset(1e-5));
  }

  /** The loss written out in double from the model's definition. */
  private double reference() {
    double total = 0;
    for (int i = 0; i < batch.examples(); i++) {
      double[] user = user(batch.histories()[i]);
      double sum = 0;
      double own = 0;
      for (int j = 0; j < batch.candidates().length; j++) {
        int item = batch.candidates()[j];
        boolean isKnown = item == batch.candidates()[i];
        for (int seen : batch.histories()[i]) {
          isKnown |= seen == item;
        }
        double logit = dot(user, item(j)) / TEMPERATURE - batch.logQ()[j];
        own = j == i ? logit : own;
        sum += j == i || !isKnown ? Math.exp(logit) : 0;
      }
      total += Math.log(sum) - own;
    }
    return total / batch.examples();
  }

  private double[] user(int[] history) {
    int d = parameters.shape().dim();
    double[] mean = new double[d];
    double weights = 0;
    int length = Math.min(history.length, parameters.shape().historyLength());
    for (int j = 0; j < length; j++) {
      double weight = Math.pow(parameters.shape().historyDecay(), j);
      weights += weight;
      for (int c = 0; c < d; c++) {
        mean[c] += weight * parameters.history().get(history[j], c);
      }
    }
    double[] user = new double[d];
    for (int r = 0; r < d; r++) {
      user[r] = parameters.userBias()[r];
      for (int c = 0; weights > 0 && c < d; c++) {
        user[r] += parameters.userWeight().get(r, c) * mean[c] / weights;
      }
    }
    return unit(user);
  }

  private double[] item(int candidate) {
    int d = parameters.shape().dim();
    int item = batch.candidates()[candidate];
    ItemCategories categories = parameters.categories();
    double[] z = new double[d];
    for (int c = 0; c < d; c++) {
      z[c] = parameters.itemBias()[c];
      z[c] += batch.withoutId().get(candidate) ? 0 : parameters.item().get(item, c);
      for (int p = categories.offsets()[item]; p < categories.offsets()[item + 1]; p++) {
        z[c] += parameters.category().get(categories.values()[p], c) / categories.count(item);
      }
    }
    return unit(z);
  }

  private static double[] unit(double[] z) {
    double length = Math.sqrt(dot(z, z));
    double[] out = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      out[i] = z[i] / length;
    }
    return out;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
