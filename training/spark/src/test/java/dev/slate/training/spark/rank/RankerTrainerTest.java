package dev.slate.training.spark.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.rank.Ranker;
import dev.slate.training.model.rank.RankerJson;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RankerTrainerTest {
  // Twelve inputs, so that Tribuo's order by name would differ from ours if names were unpadded.
  private static final int INPUTS = 12;
  private static final SlateConfig.Ranker SETTINGS = settings(SlateConfig.RankerKind.XGBOOST);

  private static SlateConfig.Ranker settings(SlateConfig.RankerKind kind) {
    return new SlateConfig.Ranker(kind, 20, 5, 0.3);
  }

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

  @ParameterizedTest
  @EnumSource(SlateConfig.RankerKind.class)
  void fit_onRowsWithNaN_learnsAndEqualsTribuo(SlateConfig.RankerKind kind) {
    RankerFit fit = new RankerTrainer(settings(kind), 3).fit(rows(3_000, 1), rows(3_000, 2));

    // What is missing says something, which a mean in its place does not.
    double least = kind == SlateConfig.RankerKind.XGBOOST ? 0.95 : 0.9;
    assertThat(fit.metrics().get("validationAuc")).isGreaterThan(least);
    assertThat(fit.metrics().get("lightAuc")).isGreaterThan(0.9);
    assertThat(fit.metrics().get("largestDifferenceFromTribuo"))
        .isLessThanOrEqualTo(RankerTrainer.TOLERANCE);
    assertThat(fit.metrics().get("validationCalibrationError")).isLessThan(0.03);
    assertThat(Arrays.stream(fit.importances()).sum()).isCloseTo(1, within(1e-6));
    assertThat(fit.importances()[2] + fit.importances()[11]).isGreaterThan(0.5);
    assertThat(fit.importances()[5]).isZero();
  }

  @ParameterizedTest
  @EnumSource(SlateConfig.RankerKind.class)
  void write_andReadBack_scoresTheSame(SlateConfig.RankerKind kind) {
    RankerRows rows = rows(1_000, 1);
    Ranker fit = new RankerTrainer(settings(kind), 3).fit(rows, rows(1_000, 2)).ranker();
    Ranker read = RankerJson.read(RankerJson.write(fit));

    assertThat(scores(read, rows)).isEqualTo(scores(fit, rows));
    assertThat(scores(read.light(), rows)).isEqualTo(scores(fit.light(), rows));
    assertThat(fit.light() == fit).isEqualTo(kind == SlateConfig.RankerKind.LOGISTIC);
  }

  private static float[] scores(Ranker ranker, RankerRows rows) {
    float[] scores = new float[rows.size()];
    ranker.score(rows.values(), rows.size(), scores);
    return scores;
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
