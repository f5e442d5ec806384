package dev.slate.training.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The contract on {@code jdk.incubator.vector}. Of the widths see {@link Species}; {@code
 * reduceLanes} and {@code lanewise(EXP)} are avoided because interpreter and compiled code may
 * differ in them.
 */
final class VectorKernel implements Kernel {
  private static final VectorSpecies<Float> SPECIES = Species.FIXED;
  private static final int STEP = 4 * LANES;

  @Override
  public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    int i = 0;
    for (; i <= length - STEP; i += STEP) {
      int p = aOffset + i;
      int q = bOffset + i;
      sum0 = load(a, p).fma(load(b, q), sum0);
      sum1 = load(a, p + LANES).fma(load(b, q + LANES), sum1);
      sum2 = load(a, p + 2 * LANES).fma(load(b, q + 2 * LANES), sum2);
      sum3 = load(a, p + 3 * LANES).fma(load(b, q + 3 * LANES), sum3);
    }
    for (; i <= length - LANES; i += LANES) {
      sum0 = load(a, aOffset + i).fma(load(b, bOffset + i), sum0);
    }
    float tail = 0;
    for (; i < length; i++) {
      tail = Math.fma(a[aOffset + i], b[bOffset + i], tail);
    }
    return laneSum(sum0.add(sum1).add(sum2.add(sum3))) + tail;
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }

  static float laneSum(FloatVector v) {
    return ((v.lane(0) + v.lane(4)) + (v.lane(2) + v.lane(6)))
        + ((v.lane(1) + v.lane(5)) + (v.lane(3) + v.lane(7)));
  }

  @Override
  public void addScaled(float scale, float[] x, int xOffset, float[] y, int yOffset, int length) {
    FloatVector factor = FloatVector.broadcast(SPECIES, scale);
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      factor.fma(load(x, xOffset + i), load(y, yOffset + i)).intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] = Math.fma(scale, x[xOffset + i], y[yOffset + i]);
    }
  }

  @Override
  public int scan(
      BlockCodes codes, int from, int to, BlockCodes.Query query, float threshold, float[] out) {
    return VectorScan.scan(codes, from, to, query, threshold, out);
  }

  @Override
  public void multiply(
      int m, int n, int k, float[] a, int aRow, int aColumn, float[] b, float[] c) {
    VectorProduct.multiply(m, n, k, a, aRow, aColumn, b, c);
  }

  @Override
  public void rowDots(
      float[] matrix, int offset, int rows, int columns, float[] x, int xOffset, float[] out) {
    VectorRows.dots(matrix, offset, rows, columns, x, xOffset, out);
  }

  @Override
  public void gatherDots(
      float[] table, int d, int[] rows, int count, float[] x, int xOffset, float[] out) {
    VectorGather.dots(table, d, rows, count, x, xOffset, out);
  }

  @Override
  public void codeDots(Codes codes, int[] rows, int count, short[] x, float[] out) {
    VectorCodes.dots(codes, rows, count, x, out);
  }

  @Override
  public void addRows(
      float[] scales, float[] matrix, int offset, int rows, int columns, float[] y, int yOffset) {
    int r = VectorRows.add(scales, matrix, offset, rows, columns, y, yOffset);
    for (; r < rows; r++) {
      addScaled(scales[r], matrix, offset + r * columns, y, yOffset, columns);
    }
  }

  @Override
  public void bag(
      float[] table,
      int d,
      int[] rows,
      float[] weights,
      int from,
      int to,
      float[] out,
      int outOffset) {
    int column = 0;
    for (; column <= d - STEP; column += STEP) {
      FloatVector sum0 = FloatVector.zero(SPECIES);
      FloatVector sum1 = sum0;
      FloatVector sum2 = sum0;
      FloatVector sum3 = sum0;
      for (int j = from; j < to; j++) {
        int at = rows[j] * d + column;
        FloatVector weight = all(weights[j]);
        sum0 = weight.fma(load(table, at), sum0);
        sum1 = weight.fma(load(table, at + LANES), sum1);
        sum2 = weight.fma(load(table, at + 2 * LANES), sum2);
        sum3 = weight.fma(load(table, at + 3 * LANES), sum3);
      }
      sum0.intoArray(out, outOffset + column);
      sum1.intoArray(out, outOffset + column + LANES);
      sum2.intoArray(out, outOffset + column + 2 * LANES);
      sum3.intoArray(out, outOffset + column + 3 * LANES);
    }
    for (; column <= d - LANES; column += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int j = from; j < to; j++) {
        sum = all(weights[j]).fma(load(table, rows[j] * d + column), sum);
      }
      sum.intoArray(out, outOffset + column);
    }
    for (; column < d; column++) {
      out[outOffset + column] = ScalarKernel.bagColumn(table, d, column, rows, weights, from, to);
    }
  }

  @Override
  public void expColumns(float[] values, int offset, int rows, float[] max, float[] sum) {
    VectorColumns.exp(values, offset, rows, max, sum);
  }

  @Override
  public void multiplyAdd(int m, int n, int k, MatrixView a, MatrixView b, MatrixView c) {
    PackedProduct.multiplyAdd(m, n, k, a, b, c);
  }

  @Override
  public void exp(float[] values, int offset, int length) {
    int width = VectorExponential.SPECIES.length();
    int i = offset;
    for (; i <= offset + length - width; i += width) {
      FloatVector value = FloatVector.fromArray(VectorExponential.SPECIES, values, i);
      VectorExponential.of(value).intoArray(values, i);
    }
    for (; i < offset + length; i++) {
      values[i] = Exponential.of(values[i]);
    }
  }

  @Override
  public double softmax(float[] values, int offset, int length) {
    int whole = length / LANES * LANES;
    float max = max(values, offset, length, whole);
    FloatVector shift = FloatVector.broadcast(SPECIES, max);
    for (int i = 0; i < whole; i += LANES) {
      load(values, offset + i).sub(shift).intoArray(values, offset + i);
    }
    for (int i = offset + whole; i < offset + length; i++) {
      values[i] -= max;
    }
    exp(values, offset, length);
    FloatVector sums = FloatVector.zero(SPECIES);
    for (int i = 0; i < whole; i += LANES) {
      sums = sums.add(load(values, offset + i));
    }
    float tail = 0;
    for (int i = offset + whole; i < offset + length; i++) {
      tail += values[i];
    }
    float sum = laneSum(sums) + tail;
    float share = 1 / sum;
    for (int i = 0; i < whole; i += LANES) {
      load(values, offset + i).mul(share).intoArray(values, offset + i);
    }
    for (int i = offset + whole; i < offset + length; i++) {
      values[i] *= share;
    }
    return max + StrictMath.log(sum);
  }

  private static float max(float[] values, int offset, int length, int whole) {
    float max = values[offset];
    if (whole > 0) {
      FloatVector lanes = load(values, offset);
      for (int i = LANES; i < whole; i += LANES) {
        lanes = lanes.max(load(values, offset + i));
      }
      float low =
          Math.max(Math.max(lanes.lane(0), lanes.lane(1)), Math.max(lanes.lane(2), lanes.lane(3)));
      float high =
          Math.max(Math.max(lanes.lane(4), lanes.lane(5)), Math.max(lanes.lane(6), lanes.lane(7)));
      max = Math.max(low, high);
    }
    for (int i = offset + whole; i < offset + length; i++) {
      max = Math.max(max, values[i]);
    }
    return max;
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
