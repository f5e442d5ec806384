package dev.slate.training.spark.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.offline.SparkTestSession;
import dev.slate.training.spark.Planted;
import dev.slate.training.spark.Positives;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlsTrainerTest {
  private static final int GROUPS = 4;
  private static final int RANK = 6;

  private final Positives positives = Planted.positives(120, 80, GROUPS, 8, 1);

  private static AlsFit fit(SlateConfig.AlsEngine engine, Positives rows) {
    AlsTrainer trainer =
        switch (engine) {
          case SLATE -> new SlateAlsTrainer(new SlateConfig.Als(engine, RANK, 8, 0.02, 0.2), 7);
          case SPARK ->
              new SparkAlsTrainer(
                  SparkTestSession.get(), new SlateConfig.SparkAls(RANK, 8, 0.1, 5), 7);
        };
    return trainer.fit(rows);
  }

  @ParameterizedTest
  @EnumSource
  void factors_ofLowRankData_preferTheOwnGroup(SlateConfig.AlsEngine engine) {
    AlsFit fit = fit(engine, positives);
    int best = 0;
    for (int user = 0; user < positives.users(); user++) {
      int top = 0;
      for (int item = 1; item < positives.items(); item++) {
        top = score(fit, user, item) > score(fit, user, top) ? item : top;
      }
      best += Planted.group(top, GROUPS) == Planted.group(user, GROUPS) ? 1 : 0;
    }
    assertThat(best).isGreaterThan(115);
  }

  @ParameterizedTest
  @EnumSource
  void foldIn_ofATrainingUser_givesTheTrainersFactors(SlateConfig.AlsEngine engine) {
    AlsFit fit = fit(engine, positives);
    int[][] chosen = positives.itemsByUser();
    // Both solve for the users last, so these are the solution for the final items.
    for (int user = 0; user < positives.users(); user++) {
      float[] weights = new float[chosen[user].length];
      Arrays.fill(weights, 1);
      float[] folded = fit.model().foldIn(chosen[user], weights);
      for (int d = 0; d < folded.length; d++) {
        assertThat(folded[d])
            .as("user %d, factor %d", user, d)
            .isCloseTo(fit.userFactors().get(user, d), within(3e-3f)); // Slate's takes two steps
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fit_twice_givesTheSameBits(SlateConfig.AlsEngine engine) {
    assertThat(fit(engine, positives).model().itemFactors().values())
        .isEqualTo(fit(engine, positives).model().itemFactors().values());
  }

  @ParameterizedTest
  @EnumSource
  void fit_onNothing_saysSo(SlateConfig.AlsEngine engine) {
    assertThatThrownBy(() -> fit(engine, positives.before(Long.MIN_VALUE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positives: none");
  }

  /** One user, one item, both, and one user with two items: all have fewer items than factors. */
  @ParameterizedTest
  @EnumSource
  void fit_onLessThanTheRank_isSane(SlateConfig.AlsEngine engine) {
    int[][][] worlds = {{{0, 0}}, {{0, 0}, {1, 0}, {2, 0}}, {{0, 1}, {0, 3}}};
    for (int[][] pairs : worlds) {
      int[] user = Arrays.stream(pairs).mapToInt(pair -> pair[0]).toArray();
      int[] item = Arrays.stream(pairs).mapToInt(pair -> pair[1]).toArray();
      AlsFit fit = fit(engine, Positives.of(4, 5, user, item, new long[user.length]));
      assertThat(fit.userFactors().isFinite()).isTrue();
      assertThat(fit.model().itemFactors().isFinite()).isTrue();
      assertThat(score(fit, user[0], item[0])).isBetween(0.3, 1.3);
      // neither of the two is in a pair: as an id that only the test has
      assertThat(score(fit, 3, item[0])).isZero();
      assertThat(score(fit, user[0], 4)).isZero();
    }
  }

  private static double score(AlsFit fit, int user, int item) {
    double sum = 0;
    for (int d = 0; d < RANK; d++) {
      sum += fit.userFactors().get(user, d) * fit.model().itemFactors().get(item, d);
    }
    return sum;
  }
}
