package dev.slate.training.model.diversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  /**
   * By hand, with alpha 0.01. First a1: 0.7 ln(0.7 / 0.997) + 0.3 ln(0.3 / 0.003) = 1.13398. Then
   * b, 0.7 ln(0.7 / 0.502) + 0.3 ln(0.3 / 0.498) = 0.08069, as another a would leave 1.13398. Then
   * a2: 0.7 ln(0.7 / 0.667) + 0.3 ln(0.3 / 0.333) = 0.00250.
   */
  @Test
  void choose_threeOfOneCategoryAndOneOfAnother_followsTheHistory() {
    float[] relevance = {1, 0.9f, 0.8f, 0.5f};
    Picks picks =
        new Calibration(0.5f)
            .choose(
                relevance,
                new int[] {0, 1, 2, 3, 4},
                new int[] {0, 0, 0, 1},
                new float[] {0.7f, 0.3f},
                3);
    assertThat(picks.rows()).containsExactly(0, 3, 1);
    assertThat(picks.details()[0]).isCloseTo(1.13398f, within(1e-4f));
    assertThat(picks.details()[1]).isCloseTo(0.08069f, within(1e-4f));
    assertThat(picks.details()[2]).isCloseTo(0.00250f, within(1e-4f));
  }

  /** The oracle computes the whole divergence anew for every candidate. */
  @Property(tries = 60)
  void choose_anyList_isGreedyByTheObjective(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int n,
      @ForAll @IntRange(min = 1, max = 12) int count) {
    int g = 5;
    float lambda = 0.6f;
    Random random = new Random(seed);
    float[] target = {0.4f, 0.3f, 0.2f, 0.1f, 0};
    int[] offsets = new int[n + 1];
    List<Integer> flat = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < g; c++) {
        if (random.nextInt(3) == 0) {
          flat.add(c);
        }
      }
      offsets[i + 1] = flat.size();
    }
    int[] categories = flat.stream().mapToInt(c -> c).toArray();
    float[] relevance = Lists.relevance(n, seed);
    Picks picks = new Calibration(lambda).choose(relevance, offsets, categories, target, count);
    assertThat(picks.rows()).hasSize(Math.min(n, count)).doesNotHaveDuplicates();
    List<Integer> taken = new ArrayList<>();
    for (int row : picks.rows()) {
      double chosen = value(row, taken, relevance, offsets, categories, target, lambda);
      for (int other = 0; other < n; other++) {
        if (!taken.contains(other)) {
          assertThat(value(other, taken, relevance, offsets, categories, target, lambda))
              .isLessThanOrEqualTo(chosen + 1e-6);
        }
      }
      taken.add(row);
    }
  }

  private static double value(
      int row,
      List<Integer> taken,
      float[] relevance,
      int[] offsets,
      int[] categories,
      float[] target,
      float lambda) {
    List<Integer> with = new ArrayList<>(taken);
    with.add(row);
    double[] q = new double[target.length];
    for (int i : with) {
      for (int j = offsets[i]; j < offsets[i + 1]; j++) {
        q[categories[j]] += 1.0 / (offsets[i + 1] - offsets[i]) / with.size();
      }
    }
    double divergence = 0;
    for (int c = 0; c < q.length; c++) {
      if (target[c] > 0) {
        divergence += target[c] * Math.log(target[c] / (0.99 * q[c] + 0.01 * target[c]));
      }
    }
    return (1 - lambda) * relevance[row] - lambda * divergence;
  }
}
