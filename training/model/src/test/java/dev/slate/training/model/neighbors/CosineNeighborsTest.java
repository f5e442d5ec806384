package dev.slate.training.model.neighbors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.model.Interactions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CosineNeighborsTest {
  @Test
  void of_smallWorld_handComputed() {
    Interactions interactions = Interactions.of(3, new int[][] {{0, 1}, {0, 1}, {0}, {2}});
    ItemNeighbors neighbors = new CosineNeighbors(2, 1).of(interactions);
    float expected = (float) (2 / (Math.sqrt(6) + 1));
    assertThat(neighbors.neighbors()).containsExactly(1, -1, 0, -1, -1, -1);
    assertThat(neighbors.similarities()).containsExactly(expected, 0, expected, 0, 0, 0);
  }

  @Property(tries = 40)
  void of_anyInteractions_equalsAllPairs(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 25) int n,
      @ForAll @IntRange(max = 30) int users) {
    Random random = new Random(seed);
    int[][] byUser = new int[users][];
    for (int u = 0; u < users; u++) {
      byUser[u] = random.ints(random.nextInt(n + 1), 0, n).distinct().toArray();
    }
    Interactions interactions = Interactions.of(n, byUser);
    ItemNeighbors actual = new CosineNeighbors(4, 2.5).of(interactions);
    int[] counts = interactions.itemCounts();
    for (int i = 0; i < n; i++) {
      List<float[]> pairs = new ArrayList<>();
      for (int j = 0; j < n; j++) {
        int together = 0;
        for (int u = 0; u < users; u++) {
          together += contains(byUser[u], i) && contains(byUser[u], j) ? 1 : 0;
        }
        if (i != j && together > 0) {
          pairs.add(
              new float[] {
                j, (float) (together / (Math.sqrt((double) counts[i] * counts[j]) + 2.5))
              });
        }
      }
      pairs.sort(Comparator.<float[]>comparingDouble(p -> -p[1]).thenComparingDouble(p -> p[0]));
      for (int k = 0; k < 4; k++) {
        boolean isThere = k < pairs.size();
        assertThat(actual.neighbors()[i * 4 + k]).isEqualTo(isThere ? (int) pairs.get(k)[0] : -1);
        assertThat(actual.similarities()[i * 4 + k]).isEqualTo(isThere ? pairs.get(k)[1] : 0);
      }
    }
  }

  private static boolean contains(int[] items, int item) {
    for (int i : items) {
      if (i == item) {
        return true;
      }
    }
    return false;
  }
}
