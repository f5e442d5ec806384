package dev.slate.training.model.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Vectors;
import dev.slate.training.model.kernel.Kernels;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

class ExactIndexTest extends VectorIndexContract {
  @Override
  VectorIndex build(FloatMatrix vectors) {
    return new ExactIndex(vectors);
  }

  @Override
  double requiredRecall() {
    return 1;
  }

  /** Few distinct values, so that ties abound. */
  @Property(tries = 100)
  void search_anySizeWithTies_equalsBruteForce(
      @ForAll @IntRange(min = 1, max = 130) int n,
      @ForAll @IntRange(min = 1, max = 9) int d,
      @ForAll @IntRange(max = 40) int k,
      @ForAll @IntRange(min = 1, max = 9) int modulus) {
    FloatMatrix vectors = Vectors.normal(n, d, n * 31L + d);
    for (int i = 0; i < vectors.values().length; i++) {
      vectors.values()[i] = Math.round(vectors.values()[i]);
    }
    float[] query = Vectors.normal(d, k);
    Hits truth = bruteForce(vectors, query, k, item -> item % modulus == 0);
    for (ExactIndex index :
        new ExactIndex[] {new ExactIndex(vectors), new ExactIndex(vectors, Kernels.scalar())}) {
      Hits hits = index.search(query, k, RowMask.of(n, item -> item % modulus == 0));
      assertThat(hits.items()).isEqualTo(truth.items());
      assertThat(hits.scores()).containsExactly(truth.scores(), Offset.offset(1e-4f));
    }
  }
}
