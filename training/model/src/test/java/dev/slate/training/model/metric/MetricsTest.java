package dev.slate.training.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.training.model.Interactions;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-12);

  @Test
  void of_hitsAtTwoAndThree_handComputed() {
    RankingMetrics metrics = RankingMetrics.of(new int[] {9, 1, 2, 8}, item -> item <= 3, 3, 4);
    double gain = 1 / log2(3) + 1 / log2(4);
    assertThat(metrics.ndcg()).isCloseTo(gain / (1 + 1 / log2(3) + 1 / log2(4)), CLOSE);
    assertThat(metrics.recall()).isCloseTo(2 / 3.0, CLOSE);
    assertThat(metrics.mrr()).isEqualTo(0.5);
    assertThat(metrics.map()).isCloseTo((1 / 2.0 + 2 / 3.0) / 3, CLOSE);
    assertThat(metrics.hitRate()).isEqualTo(1);
  }

  @Test
  void of_moreTestItemsThanPlaces_idealIsCutAtK() {
    RankingMetrics metrics = RankingMetrics.of(new int[] {1, 2}, item -> true, 50, 2);
    assertThat(metrics.ndcg()).isCloseTo(1, CLOSE);
    assertThat(metrics.map()).isCloseTo(1, CLOSE);
    assertThat(metrics.recall()).isCloseTo(2 / 50.0, CLOSE);
  }

  @Test
  void of_oneTestItem_isLn2OverLn() {
    for (int rank = 0; rank < 10; rank++) {
      int[] ranked = new int[10];
      ranked[rank] = 1;
      assertThat(RankingMetrics.of(ranked, item -> item == 1, 1, 10).ndcg())
          .isCloseTo(Math.log(2) / Math.log(rank + 2), CLOSE);
    }
  }

  @Test
  void of_noHits_isZero() {
    assertThat(RankingMetrics.of(new int[] {5}, item -> false, 3, 10))
        .isEqualTo(new RankingMetrics(0, 0, 0, 0, 0));
    assertThat(RankingMetrics.of(new int[0], item -> true, 3, 10).ndcg()).isZero();
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  @Test
  void accumulator_twoUsers_handComputed() {
    MetricAccumulator metrics = new MetricAccumulator(2, new int[] {8, 4, 1, 0}, 8);
    metrics.add(new int[] {0, 1, 3}, new int[] {1});
    metrics.add(new int[] {0, 2}, new int[] {0, 3});
    assertThat(metrics.users()).isEqualTo(2);
    assertThat(metrics.perUser(Metric.MRR)).containsExactly(0.5, 1);
    assertThat(metrics.mean(Metric.RECALL)).isEqualTo(0.75);
    assertThat(metrics.coverage()).isEqualTo(0.75);
    // shown 2, 1, 1, 0: |differences| of all pairs 8, over 2 n^2 mean
    assertThat(metrics.gini()).isCloseTo(2 * 6 / (2 * 4 * 4.0), CLOSE);
    // bits 0, 1 and 0, 3
    assertThat(metrics.novelty()).isCloseTo(1, CLOSE);
  }

  @Property(tries = 100)
  void gini_anyCounts_equalsAllPairs(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int n) {
    Random random = new Random(seed);
    MetricAccumulator metrics = new MetricAccumulator(1, new int[n], 1);
    long[] shown = new long[n];
    for (int u = 0; u < 20; u++) {
      int item = (int) Math.abs(random.nextGaussian() * 3) % n;
      shown[item]++;
      metrics.add(new int[] {item}, new int[] {0});
    }
    double pairs = 0;
    for (long a : shown) {
      for (long b : shown) {
        pairs += Math.abs(a - b);
      }
    }
    assertThat(metrics.gini()).isCloseTo(pairs / (2.0 * n * n * (20.0 / n)), CLOSE);
  }

  @Test
  void bootstrap_normalMean_isNearTheTextbookInterval() {
    Random random = new Random(1);
    double[] values = new double[2000];
    Arrays.setAll(values, i -> 3 + random.nextGaussian());
    Bootstrap.Interval interval = new Bootstrap(2000, 7).mean(values);
    double mean = Arrays.stream(values).average().orElseThrow();
    double half = 1.96 / Math.sqrt(values.length);
    assertThat(interval.mean()).isEqualTo(mean);
    assertThat(interval.low()).isCloseTo(mean - half, Offset.offset(0.005));
    assertThat(interval.high()).isCloseTo(mean + half, Offset.offset(0.005));
    assertThat(new Bootstrap(2000, 7).mean(values)).isEqualTo(interval);
    assertThat(new Bootstrap(2000, 8).mean(values)).isNotEqualTo(interval);
  }

  @Test
  void difference_pairedShift_isFoundWhereUnpairedWouldNot() {
    Random random = new Random(2);
    double[] a = random.doubles(300).toArray();
    double[] b = Arrays.stream(a).map(x -> x - 0.01 * random.nextDouble()).toArray();
    assertThat(new Bootstrap(1000, 1).difference(a, b).isAboveZero()).isTrue();
    assertThat(new Bootstrap(1000, 1).difference(a, a).isAboveZero()).isFalse();
    assertThatThrownBy(() -> new Bootstrap(10, 1).difference(a, new double[3]))
        .hasMessageContaining("300 and 3");
  }

  @Test
  void bootstrap_coverage_holdsNinetyFiveOfAHundred() {
    int covered = 0;
    for (int trial = 0; trial < 300; trial++) {
      Random random = new Random(trial);
      double[] values = new double[100];
      Arrays.setAll(values, i -> random.nextInt(10) == 0 ? 1 : 0);
      Bootstrap.Interval interval = new Bootstrap(400, trial).mean(values);
      covered += interval.low() <= 0.1 && 0.1 <= interval.high() ? 1 : 0;
    }
    assertThat(covered / 300.0).isBetween(0.89, 0.99);
  }

  @Test
  void diversity_sharedAndUnsharedUsers_handComputed() {
    // item 0: users 0 1; item 1: users 0 1; item 2: user 1; item 3: nobody
    Interactions train = Interactions.of(4, new int[][] {{0, 1}, {2, 0, 1}});
    IntraListDiversity diversity = new IntraListDiversity(ItemDistance.coUsers(train));
    assertThat(diversity.of(new int[] {0, 1}, 2)).isCloseTo(0, Offset.offset(1e-6));
    double half = 1 - 1 / Math.sqrt(2);
    assertThat(diversity.of(new int[] {2, 0, 1}, 3)).isCloseTo(2 * half / 3, Offset.offset(1e-6));
    assertThat(diversity.of(new int[] {3, 0, 1}, 2)).isEqualTo(1);
    assertThat(diversity.of(new int[] {3}, 2)).isNaN();
    assertThat(diversity.mean(new int[][] {{0, 1}, {0, 3}, {2}}, 2))
        .isCloseTo(0.5, Offset.offset(1e-6));
  }
}
