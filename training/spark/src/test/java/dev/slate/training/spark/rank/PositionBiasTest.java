package dev.slate.training.spark.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.config.SlateConfig;
import dev.slate.data.config.SlateConfig.RankerKind;
import dev.slate.training.model.rank.FixedInput;
import dev.slate.training.model.rank.Ranker;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clicks of a log whose bias is known: users look at place k with probability 1/k (Joachims et al.
 * 2017) and click what they look at by its relevance; the logged order followed an input that
 * relevance hardly depends on.
 */
class PositionBiasTest {
  private static final int LISTS = 3_000;
  private static final int PLACES = 10;

  /** Inputs of an item: what it is worth, and what the old order went by. */
  private record Shown(float worth, float old) {
    double relevance() {
      return 1 / (1 + Math.exp(-(1.5 * worth + 0.2 * old - 1)));
    }
  }

  private static Shown draw(SplittableRandom random) {
    return new Shown((float) random.nextGaussian(), (float) random.nextGaussian());
  }

  /** Rows of {worth, old, place}; the place is missing where it is to be unknown. */
  private static RankerRows log(int inputs, int lists, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RankerRows rows = new RankerRows(inputs);
    for (int list = 0; list < lists; list++) {
      Shown[] shown =
          IntStream.range(0, PLACES)
              .mapToObj(i -> draw(random))
              .sorted(Comparator.comparingDouble((Shown item) -> -item.old()))
              .toArray(Shown[]::new);
      for (int place = 0; place < PLACES; place++) {
        boolean looked = random.nextDouble() < 1.0 / (place + 1);
        boolean clicked = looked && random.nextDouble() < shown[place].relevance();
        float[] row = {shown[place].worth(), shown[place].old(), place};
        rows.add(row, 0, clicked, list);
      }
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource(
      value = RankerKind.class,
      names = {"XGBOOST", "LOGISTIC"})
  void fit_withPlaceAsInput_recoversTheTrueOrderBetter(RankerKind kind) {
    RankerTrainer trainer = new RankerTrainer(new SlateConfig.Ranker(kind, 40, 3, 0.2), 1);
    Ranker naive = trainer.fit(log(2, LISTS, 1), log(2, 300, 2)).ranker();
    Ranker aware = trainer.fit(log(3, LISTS, 1), log(3, 300, 2)).ranker();
    Ranker debiased = new FixedInput(2, 0).of(aware);

    assertThat(concordance(debiased)).isGreaterThan(concordance(naive) + 0.05).isGreaterThan(0.85);
  }

  /** The share of pairs of items that a ranker has in the order of their relevance. */
  private static double concordance(Ranker ranker) {
    SplittableRandom random = new SplittableRandom(9);
    int n = 300;
    Shown[] items = IntStream.range(0, n).mapToObj(i -> draw(random)).toArray(Shown[]::new);
    float[] rows = new float[2 * n];
    for (int i = 0; i < n; i++) {
      rows[2 * i] = items[i].worth();
      rows[2 * i + 1] = items[i].old();
    }
    float[] scores = new float[n];
    ranker.score(rows, n, scores);
    long right = 0;
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        boolean better = items[a].relevance() > items[b].relevance();
        right += better && scores[a] > scores[b] ? 1 : 0;
      }
    }
    return right / (n * (n - 1) / 2.0);
  }
}
