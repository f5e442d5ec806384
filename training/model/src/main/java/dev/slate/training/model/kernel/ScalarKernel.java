package dev.slate.training.model.kernel;

/** The contract in plain Java: lanes are an array. */
final class ScalarKernel implements Kernel {
  private static final int STEP = 4 * LANES;

  @Override
  public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    float[] sums = new float[STEP];
    int i = 0;
    for (; i <= length - STEP; i += STEP) {
      for (int lane = 0; lane < STEP; lane++) {
        sums[lane] = Math.fma(a[aOffset + i + lane], b[bOffset + i + lane], sums[lane]);
      }
    }
    for (; i <= length - LANES; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        sums[lane] = Math.fma(a[aOffset + i + lane], b[bOffset + i + lane], sums[lane]);
      }
    }
    float tail = 0;
    for (; i < length; i++) {
      tail = Math.fma(a[aOffset + i], b[bOffset + i], tail);
    }
    for (int lane = 0; lane < LANES; lane++) {
      sums[lane] =
          (sums[lane] + sums[lane + LANES]) + (sums[lane + 2 * LANES] + sums[lane + 3 * LANES]);
    }
    return laneSum(sums) + tail;
  }

  /** Lanes pairwise by halves: (0 + 4) + (2 + 6) plus (1 + 5) + (3 + 7). */
  static float laneSum(float[] lanes) {
    return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6]))
        + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
  }

  @Override
  public void addScaled(float scale, float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Math.fma(scale, x[xOffset + i], y[yOffset + i]);
    }
  }

  @Override
  public int scan(
      BlockCodes codes, int from, int to, BlockCodes.Query query, float threshold, float[] out) {
    for (int block = from; block < to; block++) {
      boolean reached = false;
      for (int i = 0; i < BLOCK; i++) {
        int at = block * BLOCK * codes.dim() + 2 * (i % (BLOCK / 2)) + i / (BLOCK / 2);
        int sum = 0;
        for (int d = 0; d < codes.dim(); d++) {
          sum += codes.values()[at + d * BLOCK] * query.codes()[d];
        }
        out[i] = codes.scales()[block * BLOCK + i] * (sum + query.slack());
        reached |= out[i] >= threshold;
      }
      if (reached) {
        return block;
      }
    }
    return to;
  }

  @Override
  public void multiply(
      int m, int n, int k, float[] a, int aRow, int aColumn, float[] b, float[] c) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        c[i * n + j] = sum(j, n, k, a, i * aRow, aColumn, b);
      }
    }
  }

  /** One entry of a product. */
  static float sum(int column, int n, int k, float[] a, int aStart, int aColumn, float[] b) {
    float sum = 0;
    for (int p = 0; p < k; p++) {
      sum = Math.fma(a[aStart + p * aColumn], b[p * n + column], sum);
    }
    return sum;
  }

  @Override
  public void multiplyAdd(int m, int n, int k, MatrixView a, MatrixView b, MatrixView c) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        int at = c.offset() + i * c.row() + j;
        float sum = c.values()[at];
        for (int p = 0; p < k; p++) {
          sum =
              Math.fma(
                  a.values()[a.offset() + i * a.row() + p * a.column()],
                  b.values()[b.offset() + p * b.row() + j * b.column()],
                  sum);
        }
        c.values()[at] = sum;
      }
    }
  }

  @Override
  public void exp(float[] values, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      values[i] = Exponential.of(values[i]);
    }
  }

  @Override
  public void rowDots(
      float[] matrix, int offset, int rows, int columns, float[] x, int xOffset, float[] out) {
    for (int r = 0; r < rows; r++) {
      out[r] = rowDot(matrix, offset + r * columns, columns, x, xOffset);
    }
  }

  @Override
  public void gatherDots(
      float[] table, int d, int[] rows, int count, float[] x, int xOffset, float[] out) {
    for (int r = 0; r < count; r++) {
      out[r] = rowDot(table, rows[r] * d, d, x, xOffset);
    }
  }

  private static float rowDot(float[] matrix, int start, int columns, float[] x, int xOffset) {
    float[] sums = new float[LANES];
    int i = 0;
    for (; i <= columns - LANES; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        sums[lane] = Math.fma(matrix[start + i + lane], x[xOffset + i + lane], sums[lane]);
      }
    }
    return i < columns
        ? laneSum(sums) + tail(matrix, start + i, x, xOffset + i, columns - i)
        : laneSum(sums);
  }

  /** A sum in one lane. */
  static float tail(float[] a, int aOffset, float[] b, int bOffset, int length) {
    float tail = 0;
    for (int i = 0; i < length; i++) {
      tail = Math.fma(a[aOffset + i], b[bOffset + i], tail);
    }
    return tail;
  }

  @Override
  public void codeDots(Codes codes, int[] rows, int count, short[] x, float[] out) {
    for (int r = 0; r < count; r++) {
      int start = codes.offset() + rows[r] * codes.stride();
      int sum = 0;
      for (int i = 0; i < codes.stride(); i++) {
        sum += codes.values()[start + i] * x[i];
      }
      out[r] = codes.scales()[rows[r]] * sum;
    }
  }

  @Override
  public void addRows(
      float[] scales, float[] matrix, int offset, int rows, int columns, float[] y, int yOffset) {
    for (int r = 0; r < rows; r++) {
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
    for (int column = 0; column < d; column++) {
      out[outOffset + column] = bagColumn(table, d, column, rows, weights, from, to);
    }
  }

  /** One column of a bag. */
  static float bagColumn(
      float[] table, int d, int column, int[] rows, float[] weights, int from, int to) {
    float sum = 0;
    for (int j = from; j < to; j++) {
      sum = Math.fma(weights[j], table[rows[j] * d + column], sum);
    }
    return sum;
  }

  @Override
  public void expColumns(float[] values, int offset, int rows, float[] max, float[] sum) {
    for (int lane = 0; lane < BLOCK; lane++) {
      float highest = Float.NEGATIVE_INFINITY;
      for (int r = 0; r < rows; r++) {
        highest = Math.max(highest, values[offset + r * BLOCK + lane]);
      }
      float total = 0;
      for (int r = 0; r < rows; r++) {
        int at = offset + r * BLOCK + lane;
        values[at] = Exponential.orZero(values[at] - highest);
        total += values[at];
      }
      max[lane] = highest;
      sum[lane] = total;
    }
  }

  @Override
  public double softmax(float[] values, int offset, int length) {
    float max = values[offset];
    for (int i = offset + 1; i < offset + length; i++) {
      max = Math.max(max, values[i]);
    }
    float[] sums = new float[LANES];
    float tail = 0;
    int whole = length / LANES * LANES;
    for (int i = 0; i < length; i++) {
      float value = Exponential.of(values[offset + i] - max);
      values[offset + i] = value;
      if (i < whole) {
        sums[i % LANES] += value;
      } else {
        tail += value;
      }
    }
    float sum = laneSum(sums) + tail;
    float share = 1 / sum;
    for (int i = offset; i < offset + length; i++) {
      values[i] *= share;
    }
    return max + StrictMath.log(sum);
  }
}
