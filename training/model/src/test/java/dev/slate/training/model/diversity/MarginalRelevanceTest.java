package dev.slate.training.model.diversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MarginalRelevanceTest {

  @Test
  void choose_copyOfTheBest_comesAfterALessRelevantOther() {
    float[] vectors = {1, 0, 1, 0, 0, 1};
    Picks picks = new MarginalRelevance(0.6f).choose(new float[] {1, 0.9f, 0.7f}, vectors, 2, 3);
    assertThat(picks.rows()).containsExactly(0, 2, 1);
    assertThat(picks.details()).containsExactly(0, 0, 1);
  }

  @Property(tries = 60)
  void choose_anyList_takesTheBestByDefinitionEachTime(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int n,
      @ForAll @IntRange(min = 1, max = 40) int count) {
    int dim = 7;
    float lambda = 0.55f;
    float[] relevance = Lists.relevance(n, seed);
    float[] vectors = Lists.units(n, dim, seed);
    Picks picks = new MarginalRelevance(lambda).choose(relevance, vectors, dim, count);
    assertThat(picks.rows()).hasSize(Math.min(n, count)).doesNotHaveDuplicates();
    List<Integer> taken = new ArrayList<>();
    for (int row : picks.rows()) {
      double chosen = value(row, taken, relevance, vectors, dim, lambda);
      for (int other = 0; other < n; other++) {
        if (!taken.contains(other)) {
          assertThat(value(other, taken, relevance, vectors, dim, lambda))
              .isLessThanOrEqualTo(chosen + 1e-5);
        }
      }
      taken.add(row);
    }
  }

  private static double value(
      int row, List<Integer> taken, float[] relevance, float[] vectors, int dim, float lambda) {
    double nearest =
        taken.stream().mapToDouble(t -> Lists.dot(vectors, row, t, dim)).max().orElse(0);
    return lambda * relevance[row] - (1 - lambda) * Math.max(0, nearest);
  }

  @Test
  void choose_lambdaOne_keepsTheOrder() {
    Picks picks = new MarginalRelevance(1).choose(new float[3], new float[3], 1, 2);
    assertThat(picks.rows()).containsExactly(0, 1);
  }

  @Test
  void new_lambdaOutsideItsRange_isRefused() {
    assertThatThrownBy(() -> new MarginalRelevance(Float.NaN))
        .hasMessage("lambda: NaN (expected: 0 to 1)");
  }

  @Test
  void scaled_scores_reachFromNoughtToOne() {
    assertThat(Relevance.scaled(new float[] {3, 2, Float.NaN, -1})).containsExactly(1, .75f, 0, 0);
    assertThat(Relevance.scaled(new float[] {2, 2})).containsExactly(1, 1);
    assertThat(Relevance.scaled(new float[0])).isEmpty();
  }
}
