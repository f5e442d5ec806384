package dev.slate.training.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link PackedProduct}: some rows by two vectors of columns, whose sums stay in
 * registers over the whole inner dimension. Eight rows need more than the sixteen registers of
 * AVX2, so narrow vectors go with four.
 */
final class ProductTiles {
  private static final VectorSpecies<Float> SPECIES = Species.WIDEST;

  private static final int LANES = SPECIES.length();
  private static final int MANY = 8;
  private static final int FEW = 4;
  private static final boolean HAS_ROOM = LANES >= 16;

  /** Columns of a tile. */
  static final int COLUMNS = 2 * LANES;

  private ProductTiles() {}

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }

  /**
   * {@code c += a * b} on {@code m} rows and {@link #COLUMNS} columns; those of {@code b} and
   * {@code c} are next to each other.
   */
  static void multiplyAdd(
      int m,
      int k,
      MatrixView a,
      float[] b,
      int bStart,
      int bRow,
      float[] c,
      int cStart,
      int cRow) {
    int i = 0;
    for (; HAS_ROOM && i <= m - MANY; i += MANY) {
      many(k, a, i, b, bStart, bRow, c, cStart + i * cRow, cRow);
    }
    for (; i < m; i += FEW) {
      few(k, a, i, m - 1 - i, b, bStart, bRow, c, cStart + i * cRow, cRow);
    }
  }

  /** Copies {@code k} rows of {@link #COLUMNS} behind each other. */
  static void copy(int k, float[] from, int start, int row, float[] to) {
    for (int p = 0, at = start, q = 0; p < k; p++, at += row, q += COLUMNS) {
      load(from, at).intoArray(to, q);
      load(from, at + LANES).intoArray(to, q + LANES);
    }
  }

  /** Rows {@code i} to {@code i + 7}. */
  private static void many(
      int k, MatrixView view, int i, float[] b, int bStart, int bRow, float[] c, int at, int row) {
    float[] a = view.values();
    int column = view.column();
    int a0 = view.offset() + i * view.row();
    int a1 = a0 + 1 * view.row();
    int a2 = a0 + 2 * view.row();
    int a3 = a0 + 3 * view.row();
    int a4 = a0 + 4 * view.row();
    int a5 = a0 + 5 * view.row();
    int a6 = a0 + 6 * view.row();
    int a7 = a0 + 7 * view.row();
    int o1 = at + 1 * row;
    int o2 = at + 2 * row;
    int o3 = at + 3 * row;
    int o4 = at + 4 * row;
    int o5 = at + 5 * row;
    int o6 = at + 6 * row;
    int o7 = at + 7 * row;
    FloatVector c00 = load(c, at);
    FloatVector c01 = load(c, at + LANES);
    FloatVector c10 = load(c, o1);
    FloatVector c11 = load(c, o1 + LANES);
    FloatVector c20 = load(c, o2);
    FloatVector c21 = load(c, o2 + LANES);
    FloatVector c30 = load(c, o3);
    FloatVector c31 = load(c, o3 + LANES);
    FloatVector c40 = load(c, o4);
    FloatVector c41 = load(c, o4 + LANES);
    FloatVector c50 = load(c, o5);
    FloatVector c51 = load(c, o5 + LANES);
    FloatVector c60 = load(c, o6);
    FloatVector c61 = load(c, o6 + LANES);
    FloatVector c70 = load(c, o7);
    FloatVector c71 = load(c, o7 + LANES);
    for (int p = 0, x = 0, q = bStart; p < k; p++, x += column, q += bRow) {
      FloatVector b0 = load(b, q);
      FloatVector b1 = load(b, q + LANES);
      FloatVector v = FloatVector.broadcast(SPECIES, a[a0 + x]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      v = FloatVector.broadcast(SPECIES, a[a1 + x]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      v = FloatVector.broadcast(SPECIES, a[a2 + x]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      v = FloatVector.broadcast(SPECIES, a[a3 + x]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      v = FloatVector.broadcast(SPECIES, a[a4 + x]);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      v = FloatVector.broadcast(SPECIES, a[a5 + x]);
      c50 = v.fma(b0, c50);
      c51 = v.fma(b1, c51);
      v = FloatVector.broadcast(SPECIES, a[a6 + x]);
      c60 = v.fma(b0, c60);
      c61 = v.fma(b1, c61);
      v = FloatVector.broadcast(SPECIES, a[a7 + x]);
      c70 = v.fma(b0, c70);
      c71 = v.fma(b1, c71);
    }
    c00.intoArray(c, at);
    c01.intoArray(c, at + LANES);
    c10.intoArray(c, o1);
    c11.intoArray(c, o1 + LANES);
    c20.intoArray(c, o2);
    c21.intoArray(c, o2 + LANES);
    c30.intoArray(c, o3);
    c31.intoArray(c, o3 + LANES);
    c40.intoArray(c, o4);
    c41.intoArray(c, o4 + LANES);
    c50.intoArray(c, o5);
    c51.intoArray(c, o5 + LANES);
    c60.intoArray(c, o6);
    c61.intoArray(c, o6 + LANES);
    c70.intoArray(c, o7);
    c71.intoArray(c, o7 + LANES);
  }

  /**
   * Rows {@code i} to {@code i + 3}; beyond {@code i + last} it takes that one again, which writes
   * the same result.
   */
  private static void few(
      int k,
      MatrixView view,
      int i,
      int last,
      float[] b,
      int bStart,
      int bRow,
      float[] c,
      int at,
      int row) {
    float[] a = view.values();
    int column = view.column();
    int a0 = view.offset() + i * view.row();
    int a1 = a0 + Math.min(1, last) * view.row();
    int a2 = a0 + Math.min(2, last) * view.row();
    int a3 = a0 + Math.min(3, last) * view.row();
    int o1 = at + Math.min(1, last) * row;
    int o2 = at + Math.min(2, last) * row;
    int o3 = at + Math.min(3, last) * row;
    FloatVector c00 = load(c, at);
    FloatVector c01 = load(c, at + LANES);
    FloatVector c10 = load(c, o1);
    FloatVector c11 = load(c, o1 + LANES);
    FloatVector c20 = load(c, o2);
    FloatVector c21 = load(c, o2 + LANES);
    FloatVector c30 = load(c, o3);
    FloatVector c31 = load(c, o3 + LANES);
    for (int p = 0, x = 0, q = bStart; p < k; p++, x += column, q += bRow) {
      FloatVector b0 = load(b, q);
      FloatVector b1 = load(b, q + LANES);
      FloatVector v = FloatVector.broadcast(SPECIES, a[a0 + x]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      v = FloatVector.broadcast(SPECIES, a[a1 + x]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      v = FloatVector.broadcast(SPECIES, a[a2 + x]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      v = FloatVector.broadcast(SPECIES, a[a3 + x]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
    }
    c00.intoArray(c, at);
    c01.intoArray(c, at + LANES);
    c10.intoArray(c, o1);
    c11.intoArray(c, o1 + LANES);
    c20.intoArray(c, o2);
    c21.intoArray(c, o2 + LANES);
    c30.intoArray(c, o3);
    c31.intoArray(c, o3 + LANES);
  }
}
