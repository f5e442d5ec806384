package dev.slate.training.model.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slate.training.model.tower.LearningRate.Decay;
import org.junit.jupiter.api.Test;

class OptimizerTest {

  @Test
  void adam_twoSteps_areThoseOfThePaper() {
    float[] p = {1, -2};
    float[] slots = new float[Optimizer.ADAM.denseSlots(2)];
    double[] expected = {1, -2};
    double[] m = new double[2];
    double[] v = new double[2];
    for (int step = 1; step <= 2; step++) {
      float[] g = {0.5f * step, -0.1f};
      Optimizer.ADAM.dense(p, g, slots, Optimizer.ADAM.stepSize(0.1f, step));
      for (int i = 0; i < 2; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
        double first = m[i] / (1 - Math.pow(0.9, step));
        double second = v[i] / (1 - Math.pow(0.999, step));
        expected[i] -= 0.1 * first / (Math.sqrt(second) + 1e-8);
        assertThat((double) p[i]).isCloseTo(expected[i], within(1e-5));
      }
    }
  }

  @Test
  void adagrad_aRow_sharesTheMeanOfItsSquares() {
    float[] p = {1, 1, 1, 1};
    float[] slots = {0, 7};
    Optimizer.ADAGRAD.row(p, 2, new float[] {0, 3, 4}, 1, 2, slots, 1, 0.1f);
    double rate = 0.1 / Math.sqrt(7 + 12.5);
    assertThat(slots).containsExactly(0, 19.5f);
    assertThat((double) p[2]).isCloseTo(1 - 3 * rate, within(1e-6));
    assertThat((double) p[3]).isCloseTo(1 - 4 * rate, within(1e-6));
    assertThat(p[1]).isEqualTo(1);
  }

  @Test
  void learningRate_warmsUpAndDecays() {
    LearningRate cosine = new LearningRate(0.2, Decay.COSINE, 10);
    assertThat(cosine.at(0, 110)).isEqualTo(0.02f);
    assertThat(cosine.at(10, 110)).isEqualTo(0.2f);
    assertThat(cosine.at(60, 110)).isCloseTo(0.1f, within(1e-6f));
    LearningRate linear = new LearningRate(0.2, Decay.LINEAR, 0);
    assertThat(linear.at(25, 100)).isCloseTo(0.15f, within(1e-6f));
    assertThat(LearningRate.constant(0.2).at(99, 100)).isEqualTo(0.2f);
    assertThatThrownBy(() -> LearningRate.constant(0)).hasMessageContaining("base: 0.0");
  }
}
