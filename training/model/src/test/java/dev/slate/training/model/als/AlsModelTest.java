package dev.slate.training.model.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Vectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Folding in against Gaussian elimination on the written-out equation. */
class AlsModelTest {
  private static final AlsObjective OBJECTIVE = AlsObjective.ials(0.2, 0.1);

  @Property(tries = 60)
  void foldIn_anyHistory_solvesTheEquation(
      @ForAll @IntRange(min = 1, max = 24) int d,
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @IntRange(max = 1000) int seed) {
    FloatMatrix factors = Vectors.normal(60, d, seed);
    int[] items = new int[count];
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      items[i] = (i * 7 + seed) % 60;
      weights[i] = 0.5f + i % 5;
    }
    float[] actual =
        new AlsModel(factors, AlsObjective.spark(1 / 3.0, 0.05 / 3)).foldIn(items, weights);
    double[] expected = solve(factors, items, weights, 0.05, 3);
    for (int i = 0; i < d; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], Offset.offset(1e-5));
    }
  }

  /** (Y'Y + sum alpha w y y' + lambda n I) x = sum (1 + alpha w) y by elimination with pivots. */
  private static double[] solve(
      FloatMatrix y, int[] items, float[] weights, double lambda, double alpha) {
    int d = y.columns();
    double[][] a = new double[d][d + 1];
    for (int row = 0; row < d; row++) {
      a[row][row] = lambda * items.length;
      for (int column = 0; column < d; column++) {
        for (int i = 0; i < y.rows(); i++) {
          a[row][column] += (double) y.get(i, row) * y.get(i, column);
        }
        for (int s = 0; s < items.length; s++) {
          a[row][column] +=
              alpha * weights[s] * y.get(items[s], row) * (double) y.get(items[s], column);
        }
      }
      for (int s = 0; s < items.length; s++) {
        a[row][d] += (1 + alpha * weights[s]) * y.get(items[s], row);
      }
    }
    return SlowAls.eliminate(a);
  }

  @Test
  void foldIn_oneItemOneDimension_handComputed() {
    AlsModel model =
        new AlsModel(new FloatMatrix(2, 1, new float[] {2, 1}), AlsObjective.spark(0.25, 0.125));
    // (5 / 4 + 4 + 1 / 8) x = (1 + 1 / 4) * 2
    assertThat(model.foldIn(new int[] {0}, new float[] {1})).containsExactly(2.5f / 5.375f);
    model = new AlsModel(model.itemFactors(), AlsObjective.ials(0.25, 0.5));
    // (5 / 4 + 4 + (1 + 2 / 4) / 2) x = 2
    assertThat(model.foldIn(new int[] {0}, new float[] {1})).containsExactly(2 / 6f);
  }

  @Test
  void foldIn_nothing_isZero() {
    AlsModel model = new AlsModel(Vectors.normal(5, 3, 1), OBJECTIVE);
    assertThat(model.foldIn(new int[0], new float[0])).containsExactly(0, 0, 0);
  }

  @Test
  void foldIn_badInput_namesIt() {
    AlsModel model = new AlsModel(Vectors.normal(5, 3, 1), OBJECTIVE);
    assertThatThrownBy(() -> model.foldIn(new int[] {1}, new float[] {Float.NaN}))
        .hasMessageContaining("weights[0]: NaN");
    assertThatThrownBy(() -> model.foldIn(new int[] {1}, new float[0]))
        .hasMessageContaining("weights: 0");
    assertThatThrownBy(() -> AlsObjective.spark(1, -1))
        .hasMessageContaining("regularization: -1.0");
  }
}
