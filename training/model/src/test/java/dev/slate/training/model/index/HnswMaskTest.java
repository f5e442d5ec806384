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
  private static final int K = 10;
  private static final FloatMatrix VECTORS = Vectors.clustered(N, DIM, 60, 5);

  /** Of width 30: up to 1,500 admitted rows are looked at one by one. */
  private static final HnswIndex INDEX = HnswIndex.build(VECTORS, 30, 1);

  @Property(tries = 20)
  void search_randomMask_findsTheBestOfTheAdmitted(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 99) int percent) {
    Random random = new Random(seed);
    boolean[] admitted = new boolean[N];
    for (int i = 0; i < N; i++) {
      admitted[i] = random.nextInt(100) < percent;
    }
    assertThat(recall(item -> admitted[item], seed)).isGreaterThan(0.9);
  }

  /** One side of a plane that the queries lie on either side of. */
  @Property(tries = 20)
  void search_correlatedMask_findsTheBestOfTheAdmitted(
      @ForAll @IntRange(max = DIM - 1) int dimension, @ForAll @IntRange(max = 3) int above) {
    assertThat(recall(item -> VECTORS.get(item, dimension) > (above - 1) * 0.4f, dimension))
        .isGreaterThan(0.9);
  }

  private static double recall(IntPredicate accept, long seed) {
    RowMask mask = RowMask.of(N, accept);
    FloatMatrix queries = Vectors.clustered(20, DIM, 60, seed);
    int hits = 0;
    int wanted = 0;
    for (int q = 0; q < queries.rows(); q++) {
      int[] truth = new ExactIndex(VECTORS).search(queries.row(q), K, mask).items();
      int[] found = INDEX.search(queries.row(q), K, mask).items();
      assertThat(found).hasSize(truth.length).doesNotHaveDuplicates();
      assertThat(Arrays.stream(found).allMatch(accept)).isTrue();
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
