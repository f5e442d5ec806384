package dev.slate.training.model.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Vectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every engine keeps; subclasses say how good their recall must be. */
abstract class VectorIndexContract {
  static final RowMask ALL = RowMask.ALL;

  abstract VectorIndex build(FloatMatrix vectors);

  abstract double requiredRecall();

  @Test
  void search_clusteredUnequalLengths_recallAndTrueScores() {
    FloatMatrix vectors = Vectors.clustered(3000, 24, 60, 5);
    VectorIndex index = build(vectors);
    FloatMatrix queries = Vectors.clustered(60, 24, 60, 5);
    double recall = 0;
    for (int q = 0; q < queries.rows(); q++) {
      Hits hits = index.search(queries.row(q), 10, ALL);
      assertScoresAndOrder(vectors, queries.row(q), hits);
      recall += recall(hits, bruteForce(vectors, queries.row(q), 10, item -> true));
    }
    assertThat(recall / queries.rows()).isGreaterThanOrEqualTo(requiredRecall());
  }

  @Test
  void search_filtered_onlyAcceptedAndFull() {
    FloatMatrix vectors = Vectors.clustered(2000, 16, 40, 6);
    VectorIndex index = build(vectors);
    for (int modulus : new int[] {2, 50, 700}) {
      IntPredicate accept = item -> item % modulus == 1;
      float[] query = Vectors.normal(16, modulus);
      Hits hits = index.search(query, 5, RowMask.of(2000, accept));
      Hits truth = bruteForce(vectors, query, 5, accept);
      assertThat(hits.items()).hasSize(truth.size());
      assertThat(Arrays.stream(hits.items()).allMatch(accept)).isTrue();
      assertThat(recall(hits, truth)).isGreaterThanOrEqualTo(requiredRecall() - 0.2);
    }
  }

  @Test
  void searchAll_anyMask_isOneSearchAfterTheOther() {
    FloatMatrix vectors = Vectors.clustered(5000, 16, 40, 7);
    FloatMatrix queries = Vectors.clustered(9, 16, 40, 8);
    VectorIndex index = build(vectors);
    for (int modulus : new int[] {1, 3, 100}) {
      RowMask mask = RowMask.of(5000, item -> item % modulus == 0);
      List<Hits> all = index.searchAll(queries, 20, mask);
      assertThat(all).hasSize(9);
      for (int q = 0; q < all.size(); q++) {
        Hits one = index.search(queries.row(q), 20, mask);
        assertThat(all.get(q).items()).isEqualTo(one.items());
        assertThat(all.get(q).scores()).isEqualTo(one.scores());
      }
    }
  }

  @Test
  void search_moreThanThereAre_givesAll() {
    FloatMatrix vectors = Vectors.normal(37, 8, 1);
    Hits hits = build(vectors).search(Vectors.normal(8, 2), 100, ALL);
    assertThat(hits.items()).hasSize(37).doesNotHaveDuplicates();
    assertScoresAndOrder(vectors, Vectors.normal(8, 2), hits);
  }

  @Test
  void search_noItemsNoneAcceptedOrNoneAsked_isEmpty() {
    assertThat(build(FloatMatrix.zeros(0, 4)).search(new float[4], 3, ALL).size()).isZero();
    VectorIndex index = build(Vectors.normal(20, 4, 1));
    assertThat(index.search(new float[4], 0, ALL).size()).isZero();
    assertThat(index.search(new float[4], 3, RowMask.of(20, item -> false)).size()).isZero();
    assertThat(index.size()).isEqualTo(20);
  }

  @Test
  void search_equalVectors_stillFindsThem() {
    float[] values = new float[300 * 4];
    Arrays.fill(values, 1);
    Hits hits = build(new FloatMatrix(300, 4, values)).search(new float[] {1, 1, 1, 1}, 300, ALL);
    assertThat(hits.items()).containsExactly(IntStream.range(0, 300).toArray());
  }

  @Test
  void search_badQuery_isRefusedByName() {
    VectorIndex index = build(Vectors.normal(20, 4, 1));
    assertThatThrownBy(() -> index.search(new float[] {0, Float.NaN, 0, 0}, 1, ALL))
        .hasMessage("query[1]: NaN (expected: finite)");
    assertThatThrownBy(() -> index.search(new float[3], 1, ALL)).hasMessageContaining("query: 3");
    assertThatThrownBy(() -> index.search(new float[4], -1, ALL)).hasMessageContaining("k: -1");
  }

  @Test
  void search_maskOfOtherRows_isRefused() {
    VectorIndex index = build(Vectors.normal(20, 4, 1));
    assertThatThrownBy(() -> index.search(new float[4], 1, RowMask.of(21, item -> true)))
        .hasMessage("mask: 21 rows (expected: 20, as the index)");
  }

  @Test
  void build_notFinite_isRefused() {
    FloatMatrix vectors = Vectors.normal(20, 4, 1);
    vectors.values()[17] = Float.POSITIVE_INFINITY;
    assertThatThrownBy(() -> build(vectors)).hasMessageContaining("vector 4: Infinity");
  }

  static Hits bruteForce(FloatMatrix vectors, float[] query, int k, IntPredicate accept) {
    Integer[] order =
        IntStream.range(0, vectors.rows()).filter(accept).boxed().toArray(Integer[]::new);
    Arrays.sort(
        order,
        Comparator.<Integer>comparingDouble(i -> -sequential(vectors, i, query))
            .thenComparingInt(i -> i));
    int[] items = Arrays.stream(order).limit(k).mapToInt(i -> i).toArray();
    float[] scores = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      scores[i] = sequential(vectors, items[i], query);
    }
    return new Hits(items, scores);
  }

  static float sequential(FloatMatrix vectors, int item, float[] query) {
    float sum = 0;
    for (int d = 0; d < query.length; d++) {
      sum = Math.fma(query[d], vectors.get(item, d), sum);
    }
    return sum;
  }

  private static double recall(Hits hits, Hits truth) {
    return (double)
            Arrays.stream(hits.items())
                .filter(i -> Arrays.stream(truth.items()).anyMatch(t -> t == i))
                .count()
        / Math.max(1, truth.size());
  }

  private static void assertScoresAndOrder(FloatMatrix vectors, float[] query, Hits hits) {
    for (int i = 0; i < hits.size(); i++) {
      assertThat(hits.scores()[i])
          .isCloseTo(
              sequential(vectors, hits.items()[i], query),
              org.assertj.core.data.Offset.offset(1e-4f));
      if (i > 0) {
        assertThat(hits.scores()[i]).isLessThanOrEqualTo(hits.scores()[i - 1]);
      }
    }
  }
}
