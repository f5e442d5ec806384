package dev.slate.training.model.ease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Interactions;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EaseTest {

  /** Sizes below, at and above whole blocks of 64. */
  @Property(tries = 25)
  void invert_anySize_timesTheMatrixIsTheIdentity(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int n) {
    float[] matrix = positiveDefinite(n, seed);
    float[] inverse = matrix.clone();
    BlockInverse.invert(inverse, n, part -> {});
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        double sum = 0;
        for (int p = 0; p < n; p++) {
          sum += (double) matrix[r * n + p] * inverse[p * n + c];
        }
        assertThat(sum).isCloseTo(r == c ? 1 : 0, within(1e-3));
      }
    }
  }

  @Test
  void invert_notPositiveDefinite_isRefused() {
    assertThatThrownBy(() -> BlockInverse.invert(new float[] {1, 2, 2, 1}, 2, part -> {}))
        .hasMessageContaining("pivot 1: -3.0 (expected: above 0");
  }

  /** With a diagonal of zeros the optimum's gradient is 0 everywhere else. */
  @Test
  void weights_randomData_areWhereTheGradientVanishes() {
    int n = 70;
    double l2 = 3;
    Interactions data = random(90, n, 11);
    FloatMatrix weights = new Ease(l2).weights(data);
    double[][] gram = new double[n][n];
    for (int u = 0; u < data.users(); u++) {
      for (int i : data.itemsOf(u)) {
        for (int j : data.itemsOf(u)) {
          gram[i][j]++;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double gradient = l2 * weights.get(i, j) - gram[i][j];
        for (int p = 0; p < n; p++) {
          gradient += gram[i][p] * weights.get(p, j);
        }
        if (i == j) {
          assertThat(weights.get(i, i)).isZero();
        } else {
          assertThat(gradient).isCloseTo(0, within(2e-4));
        }
      }
    }
  }

  @Test
  void weights_twoItemsAlwaysTogether_arePointingAtEachOther() {
    Interactions data =
        Interactions.of(
            3, IntStream.range(0, 50).mapToObj(u -> new int[] {0, 1}).toArray(int[][]::new));
    FloatMatrix weights = new Ease(1).weights(data);
    assertThat(weights.get(0, 1)).isCloseTo(50 / 51f, within(1e-5f));
    assertThat(weights.get(0, 2)).isZero();
  }

  @Test
  void weights_oneThread_sameBits() throws Exception {
    Interactions data = random(100, 150, 5);
    FloatMatrix all = new Ease(2).weights(data);
    ForkJoinPool one = new ForkJoinPool(1);
    try {
      FloatMatrix alone = one.submit(() -> new Ease(2).weights(data)).get();
      assertThat(alone.values()).isEqualTo(all.values());
    } finally {
      one.shutdown();
    }
  }

  @Test
  void catalogueTooLarge_orBadL2_saysWhatFits() {
    assertThatThrownBy(() -> Ease.requireRoom(40_000, 2L << 30))
        .hasMessageContaining("items: 40,000 (expected: at most 19,385 with a heap of 2,048 MB");
    assertThatThrownBy(() -> Ease.requireRoom(50_000, 1L << 40)).hasMessageContaining("46,340");
    assertThatThrownBy(() -> new Ease(0)).hasMessageContaining("l2: 0.0 (expected: above 0)");
    assertThatThrownBy(() -> new Ease(Double.NaN)).hasMessageContaining("l2");
  }

  private static float[] positiveDefinite(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] root = new float[n * n];
    for (int i = 0; i < root.length; i++) {
      root[i] = (float) random.nextDouble(-1, 1);
    }
    float[] matrix = new float[n * n];
    for (int r = 0; r < n; r++) {
      for (int c = 0; c <= r; c++) {
        double sum = r == c ? n * 0.1 + 0.5 : 0;
        for (int p = 0; p < n; p++) {
          sum += root[r * n + p] * root[c * n + p];
        }
        matrix[r * n + c] = (float) sum;
        matrix[c * n + r] = (float) sum;
      }
    }
    return matrix;
  }

  private static Interactions random(int users, int items, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] byUser = new int[users][];
    Arrays.setAll(
        byUser,
        u -> IntStream.range(0, items).filter(i -> random.nextInt(10) < 2 + u % 2).toArray());
    return Interactions.of(items, byUser);
  }
}
