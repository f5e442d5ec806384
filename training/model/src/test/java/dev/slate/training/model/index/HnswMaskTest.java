package dev.slate.training.model.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Vectors;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every way of searching our graph under a mask, against looking at all. */
class HnswMaskTest {
  private static final int N = 6000;
  private static final int DIM = 16;
  private static final int K = 5;
  private static final FloatMatrix VECTORS = Vectors.clustered(N, DIM, 60, 5);

  private static final ExactIndex EXACT = new ExactIndex(VECTORS);

  /** Of width 20: from 2,450 admitted rows on, a walk is made. */
  private static final HnswIndex INDEX = HnswIndex.build(VECTORS, 20, 1);

  @Property(tries = 20)
  void search_randomMask_findsTheBestOfTheAdmitted(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 99) int percent) {
    Random random = new Random(seed);
    boolean[] admitted = new boolean[N];
    for (int i = 0; i < N; i++) {
      admitted[i] = random.nextInt(100) < percent;
    }
    assertCostsNoRecall(item -> admitted[item], seed);
  }

  /** One side of a plane that the queries lie on either side of. */
  @Property(tries = 20)
  void search_correlatedMask_findsTheBestOfTheAdmitted(
      @ForAll @IntRange(max = DIM - 1) int dimension, @ForAll @IntRange(max = 3) int above) {
    assertCostsNoRecall(
        item -> VECTORS.get(item, dimension) > (above - 1) * 0.4f, 4 * dimension + above);
  }

  private static void assertCostsNoRecall(IntPredicate accept, long seed) {
    double without = recall(RowMask.ALL, seed);
    assertThat(without).isGreaterThan(0.9);
    assertThat(recall(RowMask.of(N, accept), seed)).isGreaterThan(without - 0.05);
  }

  /** Over queries near some of the items. */
  private static double recall(RowMask mask, long seed) {
    Random random = new Random(seed);
    int hits = 0;
    int wanted = 0;
    for (int q = 0; q < 60; q++) {
      float[] query = VECTORS.row(random.nextInt(N));
      for (int d = 0; d < DIM; d++) {
        query[d] += 0.3f * (float) random.nextGaussian();
      }
      int[] truth = EXACT.search(query, K, mask).items();
      int[] found = INDEX.search(query, K, mask).items();
      assertThat(found).hasSize(truth.length).doesNotHaveDuplicates();
      assertThat(Arrays.stream(found).allMatch(mask::admits)).isTrue();
      hits += (int) Arrays.stream(found).filter(i -> contains(truth, i)).count();
      wanted += truth.length;
    }
    return wanted == 0 ? 1 : (double) hits / wanted;
  }

  private static boolean contains(int[] items, int item) {
    return Arrays.stream(items).anyMatch(i -> i == item);
  }

  @Test
  void build_oneThreadOrMore_isTheSameGraph() throws ExecutionException, InterruptedException {
    FloatMatrix vectors = Vectors.clustered(2000, DIM, 60, 5);
    byte[] one = bytes(vectors, 1);
    assertThat(bytes(vectors, 3)).isEqualTo(one);
  }

  private static byte[] bytes(FloatMatrix vectors, int threads)
      throws ExecutionException, InterruptedException {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> HnswFormat.write(HnswIndex.build(vectors, 30, 1))).get();
    } finally {
      pool.shutdown();
    }
  }
}
