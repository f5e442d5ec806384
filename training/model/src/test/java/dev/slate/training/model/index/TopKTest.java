package dev.slate.training.model.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TopKTest {
  @Property(tries = 300)
  void drain_anyOrder_equalsSorting(
      @ForAll long seed, @ForAll @IntRange(max = 60) int n, @ForAll @IntRange(max = 20) int k) {
    Random random = new Random(seed);
    float[] scores = new float[n];
    TopK best = new TopK(k);
    for (int i = 0; i < n; i++) {
      scores[i] = random.nextInt(8);
      best.add(i, scores[i]);
    }
    int[] expected =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> -scores[i]).thenComparingInt(i -> i))
            .limit(k)
            .mapToInt(i -> i)
            .toArray();
    int[] padded = new int[k + 1];
    TopK again = new TopK(k);
    for (int i = n - 1; i >= 0; i--) {
      again.add(i, scores[i]);
    }
    again.drainTo(padded, new float[k + 1], 1);
    assertThat(best.drain().items()).isEqualTo(expected);
    assertThat(best.drain().size()).isZero();
    assertThat(Arrays.copyOfRange(padded, 1, 1 + expected.length)).isEqualTo(expected);
    assertThat(Arrays.stream(padded, 1 + expected.length, k + 1).allMatch(i -> i == -1)).isTrue();
  }
}
