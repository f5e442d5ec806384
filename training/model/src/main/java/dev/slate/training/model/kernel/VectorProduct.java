package dev.slate.training.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix product in register blocks of 4 rows by 16 columns: eight accumulators stay in registers
 * over the whole inner dimension, so each entry is one sum in ascending order.
 */
final class VectorProduct {
  private static final VectorSpecies<Float> SPECIES = Species.FIXED;
  private static final int LANES = Kernel.LANES;
  private static final int ROWS = 4;
  private static final int COLUMNS = 2 * LANES;

  private VectorProduct() {}

  static void multiply(
      int m, int n, int k, float[] a, int aRow, int aColumn, float[] b, float[] c) {
    int j = 0;
    for (; j <= n - COLUMNS; j += COLUMNS) {
      int i = 0;
      for (; i <= m - ROWS; i += ROWS) {
        block(i, j, n, k, a, aRow, aColumn, b, c);
      }
      for (; i < m; i++) {
        strip(i, j, n, k, a, i * aRow, aColumn, b, c);
        strip(i, j + LANES, n, k, a, i * aRow, aColumn, b, c);
      }
    }
    for (; j <= n - LANES; j += LANES) {
      for (int i = 0; i < m; i++) {
        strip(i, j, n, k, a, i * aRow, aColumn, b, c);
      }
    }
    for (; j < n; j++) {
      for (int i = 0; i < m; i++) {
        c[i * n + j] = ScalarKernel.sum(j, n, k, a, i * aRow, aColumn, b);
      }
    }
  }

  private static void block(
      int i, int j, int n, int k, float[] a, int aRow, int aColumn, float[] b, float[] c) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    int a0 = i * aRow;
    int a1 = a0 + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    for (int p = 0, at = 0, q = j; p < k; p++, at += aColumn, q += n) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, q + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + at]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[a1 + at]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[a2 + at]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[a3 + at]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
    }
    int out = i * n + j;
    c00.intoArray(c, out);
    c01.intoArray(c, out + LANES);
    c10.intoArray(c, out + n);
    c11.intoArray(c, out + n + LANES);
    c20.intoArray(c, out + 2 * n);
    c21.intoArray(c, out + 2 * n + LANES);
    c30.intoArray(c, out + 3 * n);
    c31.intoArray(c, out + 3 * n + LANES);
  }

  private static void strip(
      int i, int j, int n, int k, float[] a, int aStart, int aColumn, float[] b, float[] c) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int p = 0, at = aStart, q = j; p < k; p++, at += aColumn, q += n) {
      sum = FloatVector.broadcast(SPECIES, a[at]).fma(FloatVector.fromArray(SPECIES, b, q), sum);
    }
    sum.intoArray(c, i * n + j);
  }
}
