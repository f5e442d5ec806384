package dev.slate.training.model.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Vectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PrincipalAxesTest {

  @Property(tries = 30)
  void turn_toTheOwnAxes_leavesLittleOffTheDiagonalAndAllProducts(
      @ForAll @IntRange(min = 1, max = 40) int d, @ForAll @IntRange(min = 1, max = 600) int rows) {
    FloatMatrix factors = Vectors.normal(rows, d, d + 100L * rows);
    for (int i = 0; i < factors.values().length; i++) {
      factors.values()[i] += i % d < d / 2 ? factors.values()[i / d * d] : 0; // not round
    }
    float[] before = factors.values().clone();
    PrincipalAxes.of(Gramian.of(factors, 1), d).turn(factors, 2);

    double[] gram = Gramian.of(factors, 1);
    for (int p = 0; p < d; p++) {
      for (int q = 0; q < p; q++) {
        double size = Math.sqrt(gram[p * d + p] * gram[q * d + q]);
        // as cosines; below float's precision where a direction is not there at all
        assertThat(Math.abs(gram[p * d + q])).isLessThan(0.011 * size + 1e-4 * rows);
      }
    }
    int last = (rows - 1) * d;
    assertThat(product(factors.values(), 0, last, d))
        .isCloseTo(product(before, 0, last, d), within(1e-5 * (1 + 100 * d)));
  }

  @Test
  void turn_ofZeros_isNothing() {
    FloatMatrix zeros = FloatMatrix.zeros(3, 4);
    PrincipalAxes.of(Gramian.of(zeros, 1), 4).turn(zeros, 1);
    assertThat(zeros.values()).containsOnly(0);
  }

  private static double product(float[] values, int a, int b, int d) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += (double) values[a + i] * values[b + i];
    }
    return sum;
  }
}
