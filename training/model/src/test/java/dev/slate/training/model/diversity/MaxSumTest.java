package dev.slate.training.model.diversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MaxSumTest {
  private static final int DIM = 7;

  @Test
  void choose_copyOfTheBest_comesAfterALessRelevantOther() {
    float[] vectors = {1, 0, 1, 0, 0, 1};
    Picks picks = new MaxSum(0.6f).choose(new float[] {1, 0.9f, 0.7f}, vectors, 2, 3);
    assertThat(picks.rows()).containsExactly(0, 2, 1);
    assertThat(picks.details()).containsExactly(0, 0, 0.5f);
  }

  @Property(tries = 60)
  void choose_anyList_takesTheBestByDefinitionEachTime(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int n,
      @ForAll @IntRange(min = 1, max = 40) int count) {
    float lambda = 0.55f;
    float[] relevance = Lists.relevance(n, seed);
    float[] vectors = Lists.units(n, DIM, seed);
    Picks picks = new MaxSum(lambda).choose(relevance, vectors, DIM, count);
    int length = Math.min(n, count);
    assertThat(picks.rows()).hasSize(length).doesNotHaveDuplicates();
    List<Integer> taken = new ArrayList<>();
    for (int at = 0; at < length; at++) {
      int row = picks.rows()[at];
      double chosen = objective(with(taken, row), relevance, vectors, lambda, length);
      for (int other = 0; other < n; other++) {
        if (!taken.contains(other)) {
          assertThat(objective(with(taken, other), relevance, vectors, lambda, length))
              .isLessThanOrEqualTo(chosen + 1e-5);
        }
      }
      assertThat((double) picks.details()[at])
          .isCloseTo(meanSimilarity(row, taken, vectors), within(1e-5));
      taken.add(row);
    }
  }

  private static List<Integer> with(List<Integer> taken, int row) {
    List<Integer> list = new ArrayList<>(taken);
    list.add(row);
    return list;
  }

  /** Of a whole list, from its definition; pairs count once. */
  private static double objective(
      List<Integer> list, float[] relevance, float[] vectors, float lambda, int length) {
    double sum = 0;
    double distance = 0;
    for (int i = 0; i < list.size(); i++) {
      sum += relevance[list.get(i)];
      for (int j = 0; j < i; j++) {
        distance += 1 - Lists.dot(vectors, list.get(i), list.get(j), DIM);
      }
    }
    return lambda * sum + (1 - lambda) * distance / Math.max(1, length - 1);
  }

  private static double meanSimilarity(int row, List<Integer> taken, float[] vectors) {
    return taken.stream()
        .mapToDouble(other -> Lists.dot(vectors, row, other, DIM))
        .average()
        .orElse(0);
  }

  @Test
  void choose_lambdaOne_keepsTheOrder() {
    assertThat(new MaxSum(1).choose(new float[3], new float[3], 1, 2).rows()).containsExactly(0, 1);
  }

  @Test
  void new_lambdaOutsideItsRange_isRefused() {
    assertThatThrownBy(() -> new MaxSum(-1)).hasMessage("lambda: -1.0 (expected: 0 to 1)");
  }
}
