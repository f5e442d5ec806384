package dev.slate.training.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.model.Vectors;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The two kernels agree in every bit, and both with double arithmetic. */
class KernelTest {
  private final Kernel vector = Kernels.best();
  private final Kernel scalar = Kernels.scalar();

  @Test
  void best_withTheModule_isTheVectorKernel() {
    assertThat(vector).isInstanceOf(VectorKernel.class);
  }

  @Property(tries = 200)
  void dot_anyLength_sameBitsAndNearDouble(
      @ForAll @IntRange(max = 150) int length, @ForAll @IntRange(max = 9) int offset) {
    float[] a = Vectors.normal(length + offset, length);
    float[] b = Vectors.normal(length + offset, length + 1000L);
    float actual = vector.dot(a, offset, b, offset, length);
    double exact = 0;
    double scale = 1e-30;
    for (int i = offset; i < length + offset; i++) {
      exact += (double) a[i] * b[i];
      scale += Math.abs((double) a[i] * b[i]);
    }
    assertThat(Float.floatToRawIntBits(actual))
        .isEqualTo(Float.floatToRawIntBits(scalar.dot(a, offset, b, offset, length)));
    assertThat(Math.abs(actual - exact) / scale).isLessThan(1e-6);
  }

  @Property(tries = 100)
  void multiply_anyShape_sameBitsAndNearDouble(
      @ForAll @IntRange(min = 1, max = 40) int m,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(max = 40) int k) {
    float[] a = Vectors.normal(m * k, m);
    float[] b = Vectors.normal(k * n, n + 50L);
    float[] c = new float[m * n];
    float[] expected = new float[m * n];
    vector.multiply(m, n, k, a, k, 1, b, c);
    scalar.multiply(m, n, k, a, k, 1, b, expected);
    assertThat(c).isEqualTo(expected);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
          sum += (double) a[i * k + p] * b[p * n + j];
        }
        assertThat((double) c[i * n + j]).isCloseTo(sum, within(1e-4));
      }
    }
    float[] transposedA = Products.transpose(m, k, a);
    float[] transposedB = Products.transpose(k, n, b);
    float[] viaA = new float[m * n];
    float[] viaB = new float[m * n];
    Products.aTb(m, n, k, transposedA, b, viaA);
    Products.abT(m, n, k, a, transposedB, viaB);
    assertThat(viaA).isEqualTo(expected);
    assertThat(viaB).isEqualTo(expected);
  }

  @Property(tries = 50)
  void bag_anyDimension_sameBitsAndNearDouble(
      @ForAll @IntRange(min = 1, max = 80) int d, @ForAll @IntRange(max = 30) int length) {
    float[] table = Vectors.normal(7 * d, d);
    float[] weights = Vectors.normal(length + 1, 5);
    int[] rows = new int[length + 1];
    Arrays.setAll(rows, j -> j * 5 % 7);
    float[] out = new float[d + 2];
    float[] expected = new float[d + 2];
    vector.bag(table, d, rows, weights, 1, length + 1, out, 2);
    scalar.bag(table, d, rows, weights, 1, length + 1, expected, 2);
    assertThat(out).isEqualTo(expected);
    double sum = 0;
    for (int j = 1; j <= length; j++) {
      sum += (double) weights[j] * table[rows[j] * d + d - 1];
    }
    assertThat((double) out[d + 1]).isCloseTo(sum, within(1e-5));
  }

  @Property(tries = 30)
  void expColumns_anyHeight_sameBitsAndASoftmax(@ForAll @IntRange(min = 2, max = 50) int rows) {
    float[] values = Vectors.normal((rows + 1) * Kernel.BLOCK, rows);
    values[values.length - 3] = Float.NEGATIVE_INFINITY;
    values[Kernel.BLOCK] = 100;
    float[] expected = values.clone();
    float[] before = values.clone();
    float[] max = new float[Kernel.BLOCK];
    float[] sum = new float[Kernel.BLOCK];
    float[] expectedMax = new float[Kernel.BLOCK];
    float[] expectedSum = new float[Kernel.BLOCK];
    vector.expColumns(values, Kernel.BLOCK, rows, max, sum);
    scalar.expColumns(expected, Kernel.BLOCK, rows, expectedMax, expectedSum);
    assertThat(values).isEqualTo(expected);
    assertThat(max).isEqualTo(expectedMax);
    assertThat(sum).isEqualTo(expectedSum);
    double total = 0;
    for (int r = 1; r <= rows; r++) {
      double exp = Math.exp((double) before[r * Kernel.BLOCK + 7] - max[7]);
      assertThat((double) values[r * Kernel.BLOCK + 7]).isCloseTo(exp, within(1e-6));
      total += exp;
    }
    assertThat((double) sum[7]).isCloseTo(total, within(1e-5));
    assertThat(sum[0]).isEqualTo(1);
  }

  @Property(tries = 100)
  void multiplyAdd_anyShapeAndLayout_sameBitsAsTheScalarSumAndNearDouble(
      @ForAll @IntRange(min = 1, max = 80) int m,
      @ForAll @IntRange(min = 1, max = 80) int n,
      @ForAll @IntRange(max = 600) int k,
      @ForAll boolean aTransposed,
      @ForAll boolean bTransposed) {
    MatrixView a = view(m, k, aTransposed, 1);
    MatrixView b = view(k, n, bTransposed, 2);
    float[] c = Vectors.normal(3 + m * (n + 5), 3);
    float[] expected = c.clone();
    float[] before = c.clone();
    vector.multiplyAdd(m, n, k, a, b, new MatrixView(c, 3, n + 5, 1));
    scalar.multiplyAdd(m, n, k, a, b, new MatrixView(expected, 3, n + 5, 1));
    assertThat(c).isEqualTo(expected);
    int last = 3 + (m - 1) * (n + 5) + n - 1;
    double sum = before[last];
    for (int p = 0; p < k; p++) {
      MatrixView left = a.from(m - 1, p);
      MatrixView right = b.from(p, n - 1);
      sum += (double) left.values()[left.offset()] * right.values()[right.offset()];
    }
    assertThat((double) expected[last]).isCloseTo(sum, within(1e-3));
  }

  /** A matrix within a larger one. */
  private static MatrixView view(int rows, int columns, boolean isTransposed, long seed) {
    int wide = (isTransposed ? rows : columns) + 3;
    int high = (isTransposed ? columns : rows) + 2;
    MatrixView whole = MatrixView.of(Vectors.normal(wide * high, seed), wide).from(1, 2);
    return isTransposed ? whole.transposed() : whole;
  }

  @Property(tries = 100)
  void softmax_anyLength_sameBitsAndNearDouble(@ForAll @IntRange(min = 1, max = 70) int length) {
    float[] values = Vectors.normal(length + 3, length);
    values[3] += 20;
    float[] expected = values.clone();
    double sum = 0;
    for (int i = 3; i < length + 3; i++) {
      sum += Math.exp(values[i]);
    }
    double[] exact = new double[length];
    for (int i = 0; i < length; i++) {
      exact[i] = Math.exp(values[i + 3]) / sum;
    }
    double logSum = vector.softmax(values, 3, length);
    assertThat(logSum)
        .isEqualTo(scalar.softmax(expected, 3, length))
        .isCloseTo(Math.log(sum), within(1e-5));
    assertThat(values).isEqualTo(expected);
    for (int i = 0; i < length; i++) {
      assertThat((double) values[i + 3]).isCloseTo(exact[i], within(1e-6));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  @Property(tries = 50)
  void addScaled_anyLength_sameBits(@ForAll @IntRange(max = 70) int length) {
    float[] x = Vectors.normal(length, 1);
    float[] y = Vectors.normal(length, 2);
    float[] expected = y.clone();
    scalar.addScaled(0.3f, x, 0, expected, 0, length);
    vector.addScaled(0.3f, x, 0, y, 0, length);
    assertThat(y).isEqualTo(expected);
  }

  @Property(tries = 200)
  void rowDotsAndAddRows_anyShape_sameBitsAndNearDouble(
      @ForAll @IntRange(max = 20) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll @IntRange(max = 9) int offset) {
    float[] matrix = Vectors.normal(offset + rows * columns, rows);
    float[] x = Vectors.normal(columns + offset, 5);
    float[] dots = new float[rows];
    float[] expectedDots = new float[rows];
    vector.rowDots(matrix, offset, rows, columns, x, offset, dots);
    scalar.rowDots(matrix, offset, rows, columns, x, offset, expectedDots);
    assertThat(dots).isEqualTo(expectedDots);
    float[] sums = x.clone();
    float[] expectedSums = x.clone();
    vector.addRows(dots, matrix, offset, rows, columns, sums, offset);
    scalar.addRows(dots, matrix, offset, rows, columns, expectedSums, offset);
    assertThat(sums).isEqualTo(expectedSums);
    for (int r = 0; r < rows; r++) {
      double dot = 0;
      for (int i = 0; i < columns; i++) {
        dot += (double) matrix[offset + r * columns + i] * x[offset + i];
      }
      assertThat((double) dots[r]).isCloseTo(dot, within(1e-4));
    }
    for (int i = 0; i < columns; i++) {
      double sum = x[offset + i];
      for (int r = 0; r < rows; r++) {
        sum += (double) dots[r] * matrix[offset + r * columns + i];
      }
      assertThat((double) sums[offset + i]).isCloseTo(sum, within(1e-3));
    }
  }

  @Property(tries = 200)
  void gatherDots_anyShape_sameBitsAsRowDots(
      @ForAll @IntRange(max = 20) int count,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll @IntRange(max = 9) int offset) {
    float[] table = Vectors.normal(30 * columns, count);
    float[] x = Vectors.normal(columns + offset, 5);
    int[] rows = new int[count];
    float[] expected = new float[count];
    float[] one = new float[1];
    for (int r = 0; r < count; r++) {
      rows[r] = r * 17 % 30;
      scalar.rowDots(table, rows[r] * columns, 1, columns, x, offset, one);
      expected[r] = one[0];
    }
    for (Kernel kernel : new Kernel[] {scalar, vector}) {
      float[] dots = new float[count + Kernel.LANES];
      kernel.gatherDots(table, columns, rows, count, x, offset, dots);
      assertThat(Arrays.copyOf(dots, count)).isEqualTo(expected);
    }
  }

  @Test
  void exp_wholeRange_sameBitsAndWithinBound() {
    float[] x = new float[200_003];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.min(88, -87 + 175f * i / (x.length - 1));
    }
    float[] actual = x.clone();
    float[] expected = x.clone();
    vector.exp(actual, 0, x.length);
    scalar.exp(expected, 0, x.length);
    assertThat(Arrays.equals(actual, expected)).isTrue();
    double worst = 0;
    for (int i = 0; i < x.length; i++) {
      double exact = Math.exp(x[i]);
      worst = Math.max(worst, Math.abs(actual[i] - exact) / exact);
    }
    assertThat(worst).isLessThan(2e-7);
  }

  @Test
  void exp_outsideRange_isTheNearestBound() {
    float[] x = {-1000, Float.NEGATIVE_INFINITY, 1000, 0, -87, 88, 0, 0};
    vector.exp(x, 0, x.length);
    assertThat(x[0]).isEqualTo(x[4]).isEqualTo(x[1]);
    assertThat(x[2]).isEqualTo(x[5]).isFinite();
    assertThat(x[3]).isEqualTo(1);
  }
}
