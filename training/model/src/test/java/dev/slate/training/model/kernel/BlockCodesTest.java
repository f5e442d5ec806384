package dev.slate.training.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.model.Vectors;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlockCodesTest {
  private static final int BLOCK = Kernel.BLOCK;
  private static final float ANY = Float.NEGATIVE_INFINITY;

  @Property(tries = 200)
  void scan_anyShape_sameBitsAndBoundsTheProductFromBothSides(
      @ForAll @IntRange(min = 1, max = 100) int n,
      @ForAll @IntRange(min = 1, max = 150) int d,
      @ForAll @IntRange(min = -28, max = 28) int exponent) {
    float[] vectors = Vectors.normal(n * d, n);
    float[] query = Vectors.normal(d, exponent);
    float unit = (float) Math.pow(10, exponent);
    for (int i = 0; i < d; i++) {
      // One row far shorter than the others, and a query of any length.
      vectors[i] *= 1e-6f;
      query[i] *= unit;
    }
    BlockCodes codes = BlockCodes.of(vectors, d);
    BlockCodes.Query coded = codes.encode(query);
    float[] upper = new float[BLOCK];
    float[] expected = new float[BLOCK];
    for (int block = 0; block * BLOCK < n; block++) {
      assertThat(Kernels.best().scan(codes, block, block + 1, coded, ANY, upper)).isEqualTo(block);
      assertThat(Kernels.scalar().scan(codes, block, block + 1, coded, ANY, expected))
          .isEqualTo(block);
      assertThat(upper).isEqualTo(expected);
      for (int i = 0; i < BLOCK && block * BLOCK + i < n; i++) {
        int row = block * BLOCK + i;
        double product = 0;
        for (int j = 0; j < d; j++) {
          product += (double) vectors[row * d + j] * query[j];
        }
        double lower = upper[i] - 2.0 * codes.scales()[row] * coded.slack();
        assertThat(product / coded.step()).isBetween(lower, (double) upper[i]);
      }
    }
  }

  @Test
  void scan_threshold_stopsAtTheBlocksWithARowThatReachesIt() {
    BlockCodes codes = BlockCodes.of(Vectors.normal(9 * BLOCK * 7, 1), 7);
    BlockCodes.Query query = codes.encode(Vectors.normal(7, 2));
    float[] highest = new float[codes.blocks()];
    float[] upper = new float[BLOCK];
    for (int block = 0; block < highest.length; block++) {
      assertThat(Kernels.scalar().scan(codes, block, block + 1, query, ANY, upper))
          .isEqualTo(block);
      highest[block] = Float.NEGATIVE_INFINITY;
      for (float value : upper) {
        highest[block] = Math.max(highest[block], value);
      }
    }
    for (float threshold : highest) {
      for (Kernel kernel : new Kernel[] {Kernels.scalar(), Kernels.best()}) {
        for (int to = 0; to <= highest.length; to++) {
          for (int from = 0; from <= to; from++) {
            int first = from;
            while (first < to && highest[first] < threshold) {
              first++;
            }
            assertThat(kernel.scan(codes, from, to, query, threshold, upper)).isEqualTo(first);
          }
        }
      }
    }
  }

  @Test
  void scan_largestCodesOfBothSigns_fit() {
    int d = 257;
    float[] vectors = new float[2 * d];
    Arrays.fill(vectors, 0, d, 3);
    Arrays.fill(vectors, d, 2 * d, -3);
    float[] ones = new float[d];
    Arrays.fill(ones, 1);
    BlockCodes codes = BlockCodes.of(vectors, d);
    BlockCodes.Query query = codes.encode(ones);
    float[] upper = new float[BLOCK];
    for (Kernel kernel : new Kernel[] {Kernels.scalar(), Kernels.best()}) {
      kernel.scan(codes, 0, 1, query, ANY, upper);
      assertThat(upper[0]).isEqualTo(3f / 127 * (127 * 127 * d + query.slack()));
      assertThat(upper[1]).isEqualTo(3f / 127 * (-127 * 127 * d + query.slack()));
    }
  }
}
