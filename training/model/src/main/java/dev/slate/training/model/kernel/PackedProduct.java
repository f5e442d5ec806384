package dev.slate.training.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix product for long inner loops (Goto and van de Geijn 2008): {@code b} is copied into panels
 * of 16 columns that stay in the nearest cache, and tiles of 6 rows by 16 columns stay in
 * registers. The copies cost O(k n), and O(k m) if {@code a}'s columns are apart.
 *
 * <p>A tile at the lower edge takes the last row several times, which writes the same result.
 */
final class PackedProduct {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
  private static final int LANES = Kernel.LANES;
  private static final int ROWS = 6;
  private static final int COLUMNS = 2 * LANES;

  /** Entries of the inner dimension at once; a panel is 16 KiB. */
  private static final int DEPTH = 256;

  /** Rows at once; what is used of {@code a} stays in the second cache. */
  private static final int HEIGHT = 240;

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private PackedProduct() {}

  private static final class Scratch {
    final float[] panel = new float[DEPTH * COLUMNS];
    final float[] rows = new float[HEIGHT * DEPTH];
    final float[] edge = new float[ROWS * COLUMNS];
  }

  static void multiplyAdd(int m, int n, int k, MatrixView a, MatrixView b, MatrixView c) {
    Scratch scratch = SCRATCH.get();
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      for (int i = 0; i < m; i += HEIGHT) {
        int height = Math.min(HEIGHT, m - i);
        MatrixView part = a.from(i, p);
        MatrixView rows = a.column() == 1 ? part : packRows(height, depth, part, scratch.rows);
        panels(height, n, depth, rows, b.from(p, 0), c.from(i, 0), scratch);
      }
    }
  }

  private static void panels(
      int m, int n, int k, MatrixView a, MatrixView b, MatrixView c, Scratch scratch) {
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      packPanel(k, width, b.from(0, j), scratch.panel);
      for (int i = 0; i < m; i += ROWS) {
        int last = m - 1 - i;
        if (width == COLUMNS) {
          tile(k, last, a, i, scratch.panel, c.values(), c.offset() + i * c.row() + j, c.row());
        } else {
          edge(k, last, width, a, i, c.from(i, j), scratch);
        }
      }
    }
  }

  private static void edge(
      int k, int last, int width, MatrixView a, int i, MatrixView c, Scratch scratch) {
    for (int r = 0; r <= Math.min(last, ROWS - 1); r++) {
      System.arraycopy(c.values(), c.offset() + r * c.row(), scratch.edge, r * COLUMNS, width);
    }
    tile(k, last, a, i, scratch.panel, scratch.edge, 0, COLUMNS);
    for (int r = 0; r <= Math.min(last, ROWS - 1); r++) {
      System.arraycopy(scratch.edge, r * COLUMNS, c.values(), c.offset() + r * c.row(), width);
    }
  }

  private static MatrixView packRows(int m, int k, MatrixView a, float[] rows) {
    float[] from = a.values();
    int i = 0;
    for (; i <= m - 4; i += 4) {
      int at = a.offset() + i * a.row();
      int r = a.row();
      for (int p = 0, q = i * k; p < k; p++, q++, at += a.column()) {
        rows[q] = from[at];
        rows[q + k] = from[at + r];
        rows[q + 2 * k] = from[at + 2 * r];
        rows[q + 3 * k] = from[at + 3 * r];
      }
    }
    for (; i < m; i++) {
      int at = a.offset() + i * a.row();
      for (int p = 0; p < k; p++, at += a.column()) {
        rows[i * k + p] = from[at];
      }
    }
    return MatrixView.of(rows, k);
  }

  private static void packPanel(int k, int width, MatrixView b, float[] panel) {
    float[] from = b.values();
    if (width == COLUMNS && b.column() == 1) {
      for (int p = 0, at = b.offset(); p < k; p++, at += b.row()) {
        FloatVector.fromArray(SPECIES, from, at).intoArray(panel, p * COLUMNS);
        FloatVector.fromArray(SPECIES, from, at + LANES).intoArray(panel, p * COLUMNS + LANES);
      }
      return;
    }
    for (int j = 0; j < width; j++) {
      int at = b.offset() + j * b.column();
      for (int p = 0; p < k; p++, at += b.row()) {
        panel[p * COLUMNS + j] = from[at];
      }
    }
  }

  /**
   * Rows {@code i..i + 5} of the view {@code a}, no further than {@code i + last}, times a panel.
   */
  private static void tile(
      int k, int last, MatrixView view, int i, float[] panel, float[] c, int at, int row) {
    float[] a = view.values();
    int a0 = view.offset() + i * view.row();
    int a1 = a0 + Math.min(1, last) * view.row();
    int a2 = a0 + Math.min(2, last) * view.row();
    int a3 = a0 + Math.min(3, last) * view.row();
    int a4 = a0 + Math.min(4, last) * view.row();
    int a5 = a0 + Math.min(5, last) * view.row();
    int o1 = at + Math.min(1, last) * row;
    int o2 = at + Math.min(2, last) * row;
    int o3 = at + Math.min(3, last) * row;
    int o4 = at + Math.min(4, last) * row;
    int o5 = at + Math.min(5, last) * row;
    FloatVector c00 = FloatVector.fromArray(SPECIES, c, at);
    FloatVector c01 = FloatVector.fromArray(SPECIES, c, at + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, c, o1);
    FloatVector c11 = FloatVector.fromArray(SPECIES, c, o1 + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, c, o2);
    FloatVector c21 = FloatVector.fromArray(SPECIES, c, o2 + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, c, o3);
    FloatVector c31 = FloatVector.fromArray(SPECIES, c, o3 + LANES);
    FloatVector c40 = FloatVector.fromArray(SPECIES, c, o4);
    FloatVector c41 = FloatVector.fromArray(SPECIES, c, o4 + LANES);
    FloatVector c50 = FloatVector.fromArray(SPECIES, c, o5);
    FloatVector c51 = FloatVector.fromArray(SPECIES, c, o5 + LANES);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, panel, p * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(SPECIES, panel, p * COLUMNS + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(SPECIES, a[a1 + p]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(SPECIES, a[a2 + p]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(SPECIES, a[a3 + p]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(SPECIES, a[a4 + p]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(SPECIES, a[a5 + p]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
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
  }
}
