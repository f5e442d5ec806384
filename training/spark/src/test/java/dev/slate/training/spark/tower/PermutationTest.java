package dev.slate.training.spark.tower;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PermutationTest {

  @Property(tries = 100)
  void of_anySize_reachesEachPlaceOnce(
      @ForAll @IntRange(min = 1, max = 3_000) int n, @ForAll long key) {
    Permutation permutation = new Permutation(n, key);
    BitSet reached = new BitSet();
    for (int i = 0; i < n; i++) {
      reached.set(permutation.of(i));
    }
    assertThat(reached.cardinality()).isEqualTo(n);
    assertThat(reached.length()).isEqualTo(n);
  }

  @Test
  void of_manyKeys_everyPlaceIsAsLikely() {
    int[] counts = new int[10];
    for (int key = 0; key < 10_000; key++) {
      counts[new Permutation(10, key * 0x9E3779B97F4A7C15L).of(0)]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(850, 1_150);
    }
  }
}
