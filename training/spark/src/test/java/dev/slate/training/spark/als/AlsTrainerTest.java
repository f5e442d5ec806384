package dev.slate.training.spark.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.offline.SparkTestSession;
import dev.slate.training.spark.Planted;
import dev.slate.training.spark.Positives;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AlsTrainerTest {
  private static final int GROUPS = 4;
  private static final SlateConfig.Als SETTINGS = new SlateConfig.Als(6, 5, 0.1, 5);

  private final Positives positives = Planted.positives(120, 80, GROUPS, 8, 1);

  private AlsFit fit(Positives rows) {
    return new AlsTrainer(SparkTestSession.get(), SETTINGS, 7).fit(rows);
  }

  @Test
  void factors_ofLowRankData_preferTheOwnGroup() {
    AlsFit fit = fit(positives);
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

  @Test
  void foldIn_ofATrainingUser_givesSparksFactors() {
    AlsFit fit = fit(positives);
    int[][] chosen = positives.itemsByUser();
    // Spark solves for the users last, so its users are the solution for its final items.
    for (int user = 0; user < positives.users(); user++) {
      float[] weights = new float[chosen[user].length];
      Arrays.fill(weights, 1);
      float[] folded = fit.model().foldIn(chosen[user], weights);
      for (int d = 0; d < folded.length; d++) {
        assertThat(folded[d])
            .as("user %d, factor %d", user, d)
            .isCloseTo(fit.userFactors().get(user, d), within(1e-4f));
      }
    }
  }

  @Test
  void fit_twice_givesTheSameBits() {
    assertThat(fit(positives).model().itemFactors().values())
        .isEqualTo(fit(positives).model().itemFactors().values());
  }

  @Test
  void fit_onNothing_saysSo() {
    assertThatThrownBy(() -> fit(positives.before(Long.MIN_VALUE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positives: none");
  }

  private static double score(AlsFit fit, int user, int item) {
    double sum = 0;
    for (int d = 0; d < SETTINGS.rank(); d++) {
      sum += fit.userFactors().get(user, d) * fit.model().itemFactors().get(item, d);
    }
    return sum;
  }
}
