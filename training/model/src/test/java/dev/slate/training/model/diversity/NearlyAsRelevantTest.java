package dev.slate.training.model.diversity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NearlyAsRelevantTest {
  private static final int DIM = 5;

  @Test
  void choose_gapInRelevance_doesNotBuyDistanceWithWhatIsBelowIt() {
    float[] relevance = {1, 0.95f, 0.9f, 0.1f, 0.05f};
    float[] vectors = {1, 0, 1, 0, 1, 0, 0, 1, -1, 0};
    assertThat(new MaxSum(0.35f).choose(relevance, vectors, 2, 3).rows()).containsExactly(0, 4, 1);
    assertThat(NearlyAsRelevant.of(new MaxSum(0.35f)).choose(relevance, vectors, 2, 3).rows())
        .containsExactly(0, 1, 2);
  }

  @Property(tries = 100)
  void choose_anyList_isTheOthersChoiceAmongTheRelevant(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int n,
      @ForAll @IntRange(max = 40) int count) {
    float[] relevance = Lists.relevance(n, seed);
    float[] vectors = Lists.units(n, DIM, seed);
    Diversifier all = new MaxSum(0.4f);
    int[] picked = new NearlyAsRelevant(all, 0.8f).choose(relevance, vectors, DIM, count).rows();
    assertThat(picked).hasSize(Math.min(n, count)).doesNotHaveDuplicates();
    float[] sorted = relevance.clone();
    Arrays.sort(sorted);
    for (int row : picked) {
      assertThat(relevance[row]).isGreaterThanOrEqualTo(0.8f * sorted[n - Math.min(n, count)]);
    }
    assertThat(new NearlyAsRelevant(all, 0).choose(relevance, vectors, DIM, count).rows())
        .isEqualTo(all.choose(relevance, vectors, DIM, count).rows());
  }
}
