package dev.slate.training.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.model.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Codes against the vectors they stand for, and both kernels' products of them. */
class CodesTest {
  private static final int ROWS = 30;

  @Property(tries = 200)
  void codeDots_anyShape_sameBitsAndTheExactProductOfTheCodes(
      @ForAll @IntRange(max = 20) int count, @ForAll @IntRange(min = 1, max = 200) int d) {
    Codes codes = Codes.of(Vectors.normal(ROWS * d, count), d, reversed());
    short[] x = codes.encode(Vectors.normal(d, 5));
    int[] rows = new int[count];
    Arrays.setAll(rows, r -> r * 17 % ROWS);
    float[] expected = new float[count];
    for (int r = 0; r < count; r++) {
      long sum = 0;
      for (int i = 0; i < codes.stride(); i++) {
        sum += (long) codes.values()[codes.offset() + rows[r] * codes.stride() + i] * x[i];
      }
      expected[r] = codes.scales()[rows[r]] * sum;
    }
    for (Kernel kernel : new Kernel[] {Kernels.scalar(), Kernels.best()}) {
      float[] dots = new float[count];
      kernel.codeDots(codes, rows, count, x, dots);
      assertThat(dots).isEqualTo(expected);
    }
  }

  @Test
  void codeDots_largestCodesOfBothSigns_fit() {
    int d = 256;
    float[] vectors = new float[2 * d];
    Arrays.fill(vectors, 0, d, 3);
    Arrays.fill(vectors, d, 2 * d, -3);
    Codes codes = Codes.of(vectors, d, new int[] {0, 1});
    float[] ones = new float[d];
    Arrays.fill(ones, 1);
    for (Kernel kernel : new Kernel[] {Kernels.scalar(), Kernels.best()}) {
      float[] dots = new float[2];
      kernel.codeDots(codes, new int[] {0, 1}, 2, codes.encode(ones), dots);
      float product = 3f / 127 * (127 * 127 * d);
      assertThat(dots).containsExactly(product, -product);
    }
  }

  @Property(tries = 50)
  void of_anyVectors_isWithinHalfAStep(@ForAll @IntRange(min = 1, max = 130) int d) {
    float[] vectors = Vectors.normal(ROWS * d, d);
    int[] order = reversed();
    Codes codes = Codes.of(vectors, d, order);
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < codes.stride(); i++) {
        float vector = i < d ? vectors[order[row] * d + i] : 0;
        float scale = codes.scales()[row];
        float decoded = scale * codes.values()[codes.offset() + row * codes.stride() + i];
        assertThat(Math.abs(decoded - vector)).isLessThanOrEqualTo(0.5001f * scale);
      }
    }
  }

  @Test
  void of_zerosTinyAndHugeValues_staysWithinTheCodes() {
    float[] vectors = {0, 0, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE};
    Codes codes = Codes.of(vectors, 2, new int[] {0, 1, 2});
    byte[][] rows = new byte[3][];
    Arrays.setAll(
        rows,
        row -> {
          int from = codes.offset() + row * codes.stride();
          return Arrays.copyOfRange(codes.values(), from, from + 2);
        });
    assertThat(rows).isDeepEqualTo(new byte[][] {new byte[2], new byte[2], new byte[] {127, -127}});
  }

  private static int[] reversed() {
    return IntStream.range(0, ROWS).map(i -> ROWS - 1 - i).toArray();
  }
}
