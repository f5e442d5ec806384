package dev.slate.training.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Accumulating matrix product in register blocks of 6 rows by 16 columns: twelve accumulators, two
 * vectors of b and one of a fill the sixteen registers of AVX2.
 */
final class VectorProductAdd {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
  private static final int LANES = Kernel.LANES;
  private static final int ROWS = 6;
  private static final int COLUMNS = 2 * LANES;

  private VectorProductAdd() {}

  static void multiplyAdd(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int aRow,
      int aColumn,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    int j = 0;
    for (; j <= n - COLUMNS; j += COLUMNS) {
      int i = 0;
      for (; i <= m - ROWS; i += ROWS) {
        block(n, k, a, aOffset + i * aRow, aRow, aColumn, b, bOffset + j, c, cOffset + i * n + j);
      }
      for (; i <= m - 2; i += 2) {
        pair(n, k, a, aOffset + i * aRow, aRow, aColumn, b, bOffset + j, c, cOffset + i * n + j);
      }
      for (; i < m; i++) {
        strip(n, k, a, aOffset + i * aRow, aColumn, b, bOffset + j, c, cOffset + i * n + j);
        int next = j + LANES;
        strip(n, k, a, aOffset + i * aRow, aColumn, b, bOffset + next, c, cOffset + i * n + next);
      }
    }
    for (; j <= n - LANES; j += LANES) {
      for (int i = 0; i < m; i++) {
        strip(n, k, a, aOffset + i * aRow, aColumn, b, bOffset + j, c, cOffset + i * n + j);
      }
    }
    for (; j < n; j++) {
      for (int i = 0; i < m; i++) {
        int at = cOffset + i * n + j;
        c[at] = ScalarKernel.sumFrom(c[at], n, k, a, aOffset + i * aRow, aColumn, b, bOffset + j);
      }
    }
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }

  private static void block(
      int n,
      int k,
      float[] a,
      int aStart,
      int aRow,
      int aColumn,
      float[] b,
      int bStart,
      float[] c,
      int at) {
    FloatVector c00 = load(c, at);
    FloatVector c01 = load(c, at + LANES);
    FloatVector c10 = load(c, at + n);
    FloatVector c11 = load(c, at + n + LANES);
    FloatVector c20 = load(c, at + 2 * n);
    FloatVector c21 = load(c, at + 2 * n + LANES);
    FloatVector c30 = load(c, at + 3 * n);
    FloatVector c31 = load(c, at + 3 * n + LANES);
    FloatVector c40 = load(c, at + 4 * n);
    FloatVector c41 = load(c, at + 4 * n + LANES);
    FloatVector c50 = load(c, at + 5 * n);
    FloatVector c51 = load(c, at + 5 * n + LANES);
    for (int p = 0, x = aStart, q = bStart; p < k; p++, x += aColumn, q += n) {
      FloatVector b0 = load(b, q);
      FloatVector b1 = load(b, q + LANES);
      FloatVector v = FloatVector.broadcast(SPECIES, a[x]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      v = FloatVector.broadcast(SPECIES, a[x + aRow]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      v = FloatVector.broadcast(SPECIES, a[x + 2 * aRow]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      v = FloatVector.broadcast(SPECIES, a[x + 3 * aRow]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      v = FloatVector.broadcast(SPECIES, a[x + 4 * aRow]);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      v = FloatVector.broadcast(SPECIES, a[x + 5 * aRow]);
      c50 = v.fma(b0, c50);
      c51 = v.fma(b1, c51);
    }
    c00.intoArray(c, at);
    c01.intoArray(c, at + LANES);
    c10.intoArray(c, at + n);
    c11.intoArray(c, at + n + LANES);
    c20.intoArray(c, at + 2 * n);
    c21.intoArray(c, at + 2 * n + LANES);
    c30.intoArray(c, at + 3 * n);
    c31.intoArray(c, at + 3 * n + LANES);
    c40.intoArray(c, at + 4 * n);
    c41.intoArray(c, at + 4 * n + LANES);
    c50.intoArray(c, at + 5 * n);
    c51.intoArray(c, at + 5 * n + LANES);
  }

  private static void pair(
      int n,
      int k,
      float[] a,
      int aStart,
      int aRow,
      int aColumn,
      float[] b,
      int bStart,
      float[] c,
      int at) {
    FloatVector c00 = load(c, at);
    FloatVector c01 = load(c, at + LANES);
    FloatVector c10 = load(c, at + n);
    FloatVector c11 = load(c, at + n + LANES);
    for (int p = 0, x = aStart, q = bStart; p < k; p++, x += aColumn, q += n) {
      FloatVector b0 = load(b, q);
      FloatVector b1 = load(b, q + LANES);
      FloatVector v = FloatVector.broadcast(SPECIES, a[x]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      v = FloatVector.broadcast(SPECIES, a[x + aRow]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
    }
    c00.intoArray(c, at);
    c01.intoArray(c, at + LANES);
    c10.intoArray(c, at + n);
    c11.intoArray(c, at + n + LANES);
  }

  private static void strip(
      int n, int k, float[] a, int aStart, int aColumn, float[] b, int bStart, float[] c, int at) {
    FloatVector sum = load(c, at);
    for (int p = 0, x = aStart, q = bStart; p < k; p++, x += aColumn, q += n) {
      sum = FloatVector.broadcast(SPECIES, a[x]).fma(load(b, q), sum);
    }
    sum.intoArray(c, at);
  }
}
