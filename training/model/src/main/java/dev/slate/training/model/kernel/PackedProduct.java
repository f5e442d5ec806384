package dev.slate.training.model.kernel;

/**
 * Matrix product (Goto and van de Geijn 2008): in {@link ProductTiles}, and what is read again and
 * again is copied where it lies too far apart to stay in the nearest cache, {@code b} into panels
 * of a tile's columns, {@code a} into blocks of rows. The copies cost O(k n) and O(k m).
 */
final class PackedProduct {
  private static final int COLUMNS = ProductTiles.COLUMNS;

  /** Entries of the inner dimension at once. */
  private static final int DEPTH = 256;

  /** Rows at once; what is used of {@code a} stays in the second cache. */
  private static final int HEIGHT = 240;

  /** Floats that the nearest cache holds, together with a panel. */
  private static final int NEAR = 8192;

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private PackedProduct() {}

  private static final class Scratch {
    final float[] panel = new float[DEPTH * COLUMNS];
    final float[] rows = new float[HEIGHT * DEPTH];
    final float[] edge = new float[HEIGHT * COLUMNS];
  }

  static void multiplyAdd(int m, int n, int k, MatrixView a, MatrixView b, MatrixView c) {
    Scratch scratch = SCRATCH.get();
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      for (int i = 0; i < m; i += HEIGHT) {
        int height = Math.min(HEIGHT, m - i);
        MatrixView rows = rows(height, depth, a.from(i, p), scratch.rows);
        panels(height, n, depth, rows, b.from(p, 0), c.from(i, 0), scratch);
      }
    }
  }

  private static void panels(
      int m, int n, int k, MatrixView a, MatrixView b, MatrixView c, Scratch scratch) {
    boolean isNear = b.column() == 1 && k * b.row() <= NEAR;
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      int at = c.offset() + j;
      if (width == COLUMNS && isNear) {
        ProductTiles.multiplyAdd(
            m, k, a, b.values(), b.offset() + j, b.row(), c.values(), at, c.row());
      } else {
        copyPanel(k, width, b.from(0, j), scratch.panel);
        if (width == COLUMNS) {
          ProductTiles.multiplyAdd(m, k, a, scratch.panel, 0, COLUMNS, c.values(), at, c.row());
        } else {
          edge(m, k, width, a, c.from(0, j), scratch);
        }
      }
    }
  }

  /**
   * The last columns, in a copy that is wide enough; what stands beside them is not copied back.
   */
  private static void edge(int m, int k, int width, MatrixView a, MatrixView c, Scratch scratch) {
    for (int r = 0; r < m; r++) {
      System.arraycopy(c.values(), c.offset() + r * c.row(), scratch.edge, r * COLUMNS, width);
    }
    ProductTiles.multiplyAdd(m, k, a, scratch.panel, 0, COLUMNS, scratch.edge, 0, COLUMNS);
    for (int r = 0; r < m; r++) {
      System.arraycopy(scratch.edge, r * COLUMNS, c.values(), c.offset() + r * c.row(), width);
    }
  }

  /** A block of {@code a}, copied if neither its rows nor its columns can be read as they are. */
  private static MatrixView rows(int m, int k, MatrixView a, float[] copy) {
    if (a.column() == 1 || (a.row() == 1 && k * a.column() <= NEAR)) {
      return a;
    }
    if (a.row() == 1) {
      for (int p = 0; p < k; p++) {
        System.arraycopy(a.values(), a.offset() + p * a.column(), copy, p * m, m);
      }
      return MatrixView.of(copy, m).transposed();
    }
    for (int i = 0; i < m; i++) {
      int at = a.offset() + i * a.row();
      for (int p = 0; p < k; p++, at += a.column()) {
        copy[i * k + p] = a.values()[at];
      }
    }
    return MatrixView.of(copy, k);
  }

  private static void copyPanel(int k, int width, MatrixView b, float[] panel) {
    if (width == COLUMNS && b.column() == 1) {
      ProductTiles.copy(k, b.values(), b.offset(), b.row(), panel);
      return;
    }
    for (int j = 0; j < width; j++) {
      int at = b.offset() + j * b.column();
      for (int p = 0; p < k; p++, at += b.row()) {
        panel[p * COLUMNS + j] = b.values()[at];
      }
    }
  }
}
