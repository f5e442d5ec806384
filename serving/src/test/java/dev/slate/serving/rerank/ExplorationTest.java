package dev.slate.serving.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExplorationTest {

  private static Shelf shelf() {
    return new Shelf()
        .candidate("top - -", 0.9f, "als:0")
        .candidate("known - -", 0.8f, "als:1", 30, 300)
        .candidate("good - -", 0.7f, "als:2", 8, 40)
        .candidate("bad - -", 0.6f, "als:3", 0, 500)
        .candidate("unseen - -", 0.5f, "als:4");
  }

  @Test
  void rerank_sameRequest_exploresTheSame() {
    Slate first = shelf().request("r-17").slate(3, "exploration");
    Slate again = shelf().request("r-17").slate(3, "exploration");
    assertThat(Shelf.ids(again)).isEqualTo(Shelf.ids(first));
    assertThat(again.draws()).isEqualTo(first.draws());
    assertThat(first.draws()).hasSize(1);
    assertThat(first.draws().get(0).position()).isEqualTo(1);
    assertThat(first.draws().get(0).candidates()).isEqualTo(4);
    assertThat(Shelf.ids(first)).hasSize(3).startsWith("top").doesNotHaveDuplicates();
  }

  @Test
  void rerank_manyRequests_explorePropensitiesAreTheFrequencies() {
    int requests = 4_000;
    Map<String, Double> propensities = new HashMap<>();
    Map<String, Integer> shown = new HashMap<>();
    for (int i = 0; i < requests; i++) {
      Slate.Draw draw =
          shelf()
              .with("rerank.exploration.rate", 0.8)
              .request("request-" + i)
              .slate(2, "exploration")
              .draws()
              .get(0);
      shown.merge(draw.itemId(), 1, Integer::sum);
      Double before = propensities.put(draw.itemId(), draw.propensity());
      assertThat(before == null || before == draw.propensity()).isTrue();
    }
    assertThat(propensities.keySet()).contains("known", "good", "unseen");
    // What was never drawn in so many requests has next to none.
    assertThat(propensities.values().stream().mapToDouble(p -> p).sum())
        .isCloseTo(1, within(0.002));
    propensities.forEach(
        (id, propensity) -> {
          double deviation = 4 * Math.sqrt(propensity * (1 - propensity) / requests);
          assertThat(shown.getOrDefault(id, 0) / (double) requests)
              .isCloseTo(propensity, within(deviation + 1e-9));
        });
    assertThat(propensities.get("known")).isGreaterThan(0.2);
  }

  @Test
  void rerank_turnedOffOrNoSlots_exploresNothing() {
    assertThat(shelf().slate(3).draws()).isEmpty();
    assertThat(shelf().with("rerank.exploration.slots", 0).slate(3, "exploration").draws())
        .isEmpty();
  }

  /** The oracle draws from every posterior, as Thompson did. */
  @Test
  void probabilities_anyPosteriors_areHowOftenEachWins() {
    double[] clicks = {3, 0, 40, 1, 0};
    double[] misses = {20, 0, 360, 2, 200};
    double[] wins = ThompsonSampling.probabilities(clicks, misses);
    assertThat(Arrays.stream(wins).sum()).isCloseTo(1, within(1e-9));
    Random random = new Random(5);
    int draws = 40_000;
    int[] won = new int[clicks.length];
    for (int i = 0; i < draws; i++) {
      int best = -1;
      double highest = -1;
      for (int j = 0; j < clicks.length; j++) {
        double rate =
            beta(
                (int) (clicks[j] + ThompsonSampling.PRIOR_CLICKS),
                (int) (misses[j] + ThompsonSampling.PRIOR_MISSES),
                random);
        if (rate > highest) {
          highest = rate;
          best = j;
        }
      }
      won[best]++;
    }
    for (int j = 0; j < won.length; j++) {
      assertThat(wins[j]).isCloseTo(won[j] / (double) draws, within(0.015));
    }
  }

  /** Of whole parameters, by sums of exponentials. */
  private static double beta(int a, int b, Random random) {
    double left = gamma(a, random);
    return left / (left + gamma(b, random));
  }

  private static double gamma(int shape, Random random) {
    double sum = 0;
    for (int i = 0; i < shape; i++) {
      sum -= Math.log(1 - random.nextDouble());
    }
    return sum;
  }

  @Test
  void probabilities_thousandsOfViews_stayFinite() {
    double[] wins =
        ThompsonSampling.probabilities(
            new double[] {90_000, 10, 0}, new double[] {910_000, 1e6, 1e7});
    assertThat(Arrays.stream(wins).allMatch(Double::isFinite)).isTrue();
    assertThat(wins[0]).isGreaterThan(0.99);
  }
}
