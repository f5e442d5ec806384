package dev.slate.training.model.diversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DeterminantalProcessTest {
  private static final int DIM = 12;

  /** The oracle computes every determinant by elimination, in doubles. */
  @Property(tries = 60)
  void choose_smallLists_isGreedyByDeterminants(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 10) int n,
      @ForAll @IntRange(min = 1, max = 6) int count) {
    float theta = 0.4f;
    float[] relevance = Lists.relevance(n, seed);
    float[] vectors = Lists.units(n, DIM, seed + 1);
    Picks picks = new DeterminantalProcess(theta).choose(relevance, vectors, DIM, count);
    assertThat(picks.rows()).hasSize(Math.min(n, count)).doesNotHaveDuplicates();
    List<Integer> taken = new ArrayList<>();
    for (int at = 0; at < picks.rows().length; at++) {
      int row = picks.rows()[at];
      double before = determinant(vectors, taken);
      double chosen = gain(row, taken, before, relevance, vectors, theta);
      for (int other = 0; other < n; other++) {
        if (!taken.contains(other)) {
          assertThat(gain(other, taken, before, relevance, vectors, theta))
              .isLessThanOrEqualTo(chosen + 1e-3);
        }
      }
      taken.add(row);
      assertThat((double) picks.details()[at])
          .isCloseTo(determinant(vectors, taken) / before, within(1e-4));
    }
  }

  private static double gain(
      int row, List<Integer> taken, double before, float[] relevance, float[] v, float theta) {
    List<Integer> with = new ArrayList<>(taken);
    with.add(row);
    return theta * relevance[row] + (1 - theta) * Math.log(determinant(v, with) / before);
  }

  private static double determinant(float[] vectors, List<Integer> rows) {
    int n = rows.size();
    double[][] m = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        m[i][j] = i == j ? 1 : (1 + Lists.dot(vectors, rows.get(i), rows.get(j), DIM)) / 2;
      }
    }
    double determinant = 1;
    for (int p = 0; p < n; p++) {
      determinant *= m[p][p];
      for (int i = p + 1; i < n; i++) {
        double scale = m[i][p] / m[p][p];
        for (int j = p; j < n; j++) {
          m[i][j] -= scale * m[p][j];
        }
      }
    }
    return determinant;
  }

  @Test
  void choose_moreThanTheRank_followsByRelevance() {
    // Two vectors only, four times: after both, nothing adds to the determinant.
    float[] vectors = {1, 0, 1, 0, 0, 1, 0, 1};
    float[] relevance = {1, 0.8f, 0.5f, 0.1f};
    Picks picks = new DeterminantalProcess(0.1f).choose(relevance, vectors, 2, 4);
    assertThat(picks.rows()).containsExactly(0, 2, 1, 3);
  }

  @Test
  void choose_manyItems_staysFiniteAndWhole() {
    Picks picks =
        new DeterminantalProcess(0.5f)
            .choose(Lists.relevance(500, 1), Lists.units(500, DIM, 2), DIM, 500);
    assertThat(picks.rows()).containsExactlyInAnyOrder(IntStream.range(0, 500).toArray());
    for (float detail : picks.details()) {
      assertThat(detail).isBetween(0f, 1f);
    }
  }
}
