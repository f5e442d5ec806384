package dev.slate.training.spark.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.config.SlateConfig;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankerTrainerTest {
  // Twelve inputs, so that Tribuo's order by name would differ from ours if names were unpadded.
  private static final int INPUTS = 12;
  private static final SlateConfig.Ranker SETTINGS = new SlateConfig.Ranker(20, 5, 0.3);

  /** The label depends on inputs 2 and 11 and on whether input 3 is missing; the rest is noise. */
  private static RankerRows rows(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RankerRows rows = new RankerRows(INPUTS);
    for (int row = 0; row < size; row++) {
      float[] values = new float[INPUTS];
      for (int i = 0; i < INPUTS; i++) {
        boolean missing = i != 2 && i != 11 && random.nextInt(4) == 0;
        values[i] = missing ? Float.NaN : (float) random.nextGaussian();
      }
      values[5] = 0;
      values[6] = Float.NaN;
      boolean label =
          values[2] + values[11] + (Float.isNaN(values[3]) ? 1 : 0) + random.nextGaussian() / 4
              > 0.5;
      rows.add(values, 0, label, row / 10);
    }
    return rows;
  }

  @Test
  void fit_onRowsWithNaN_learnsAndEqualsTribuo() {
    RankerFit fit = new RankerTrainer(SETTINGS, 3).fit(rows(3_000, 1), rows(3_000, 2));

    assertThat(fit.metrics().get("validationAuc")).isGreaterThan(0.95);
    assertThat(fit.metrics().get("largestDifferenceFromTribuo"))
        .isLessThanOrEqualTo(RankerTrainer.TOLERANCE);
    assertThat(fit.ranker().trees()).isEqualTo(2 * SETTINGS.trees());
  }

  @Test
  void fit_twice_givesTheSameScores() {
    RankerRows validation = rows(500, 5);
    float[] first = new float[500];
    float[] second = new float[500];
    new RankerTrainer(SETTINGS, 3)
        .fit(rows(1_000, 4), validation)
        .ranker()
        .score(validation.values(), 500, first);
    new RankerTrainer(SETTINGS, 3)
        .fit(rows(1_000, 4), validation)
        .ranker()
        .score(validation.values(), 500, second);
    assertThat(first).isEqualTo(second);
  }

  @Test
  void fit_withoutPositives_saysSo() {
    RankerRows rows = new RankerRows(1);
    rows.add(new float[] {1}, 0, false, 0);
    assertThatThrownBy(() -> new RankerTrainer(SETTINGS, 3).fit(rows, rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 positives in 1 rows");
  }

  @Test
  void areaUnderCurve_ofTies_countsHalf() {
    RankerRows rows = new RankerRows(1);
    rows.add(new float[1], 0, true, 0);
    rows.add(new float[1], 0, false, 0);
    rows.add(new float[1], 0, false, 0);
    // The positive beats one negative and ties with the other: (1 + 0.5) / 2.
    assertThat(BinaryMetrics.areaUnderCurve(rows, new float[] {2, 2, 1})).isEqualTo(0.75);
  }
}
