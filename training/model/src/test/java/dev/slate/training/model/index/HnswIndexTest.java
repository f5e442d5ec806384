package dev.slate.training.model.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.FormatException;
import dev.slate.training.model.Vectors;
import dev.slate.training.model.kernel.Kernels;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HnswIndexTest extends VectorIndexContract {
  @Override
  VectorIndex build(FloatMatrix vectors) {
    return HnswIndex.build(vectors, 100, 1);
  }

  @Override
  double requiredRecall() {
    return 0.95;
  }

  @Test
  void format_roundTrip_sameBytesSameAnswers() {
    FloatMatrix vectors = Vectors.clustered(800, 16, 20, 3);
    HnswIndex index = HnswIndex.build(vectors, 100, 1);
    byte[] bytes = HnswFormat.write(index);
    HnswIndex read = HnswFormat.read(ByteBuffer.wrap(bytes), vectors, 100);
    assertThat(HnswFormat.write(read)).isEqualTo(bytes);
    assertThat(HnswFormat.write(HnswIndex.build(vectors, 100, 1))).isEqualTo(bytes);
    float[] query = Vectors.normal(16, 9);
    assertThat(read.search(query, 20, ALL).items()).isEqualTo(index.search(query, 20, ALL).items());
  }

  @Test
  void format_truncatedAnywhere_isRefused() {
    FloatMatrix vectors = Vectors.normal(60, 4, 3);
    byte[] bytes = HnswFormat.write(HnswIndex.build(vectors, 100, 1));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> HnswFormat.read(ByteBuffer.wrap(cut), vectors, 100))
          .isInstanceOf(FormatException.class);
    }
  }

  @Test
  void format_bitFlips_areRefusedOrStillAGraph() {
    FloatMatrix vectors = Vectors.normal(60, 4, 3);
    byte[] bytes = HnswFormat.write(HnswIndex.build(vectors, 100, 1));
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = bytes.clone();
      int bit = random.nextInt(bytes.length * 8);
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        HnswIndex index = HnswFormat.read(ByteBuffer.wrap(damaged), vectors, 100);
        assertThat(index.search(new float[4], 60, ALL).items()).hasSize(60);
      } catch (FormatException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void format_otherVectors_isRefused() {
    byte[] bytes = HnswFormat.write(HnswIndex.build(Vectors.normal(60, 4, 3), 100, 1));
    assertThatThrownBy(() -> HnswFormat.read(ByteBuffer.wrap(bytes), Vectors.normal(61, 4, 3), 100))
        .hasMessageContaining("items 60 (expected: 61");
  }

  /** Of unequal lengths, as factors have: scores are those of the vectors, bit by bit. */
  @Test
  void search_underMasks_givesTheExactScoresOfTheVectors() {
    FloatMatrix vectors = Vectors.clustered(3000, 24, 60, 5);
    for (int i = 0; i < vectors.values().length; i++) {
      vectors.values()[i] *= 1 + i / 24 % 7;
    }
    HnswIndex index = HnswIndex.build(vectors, 100, 1);
    float[] query = Vectors.normal(24, 9);
    for (int modulus : new int[] {1, 2, 20, 500}) {
      RowMask mask = RowMask.of(3000, item -> item % modulus == 0);
      Hits hits = index.search(query, 10, mask);
      Hits exact = MaskedScan.best(vectors, Kernels.scalar(), query, 3000, mask);
      for (int i = 0; i < hits.size(); i++) {
        int item = hits.items()[i];
        int at = IntStream.range(0, exact.size()).filter(e -> exact.items()[e] == item).sum();
        assertThat(hits.scores()[i]).isEqualTo(exact.scores()[at]);
      }
      if (modulus >= 20) {
        assertThat(hits.items()).isEqualTo(exact.first(10).items());
      }
    }
  }
}
