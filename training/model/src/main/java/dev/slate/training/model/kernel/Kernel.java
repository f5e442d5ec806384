package dev.slate.training.model.kernel;

/**
 * Loops over floats that everything else is made of. Every implementation gives the same bits: sums
 * run in an order that is part of the contract, products are fused, and {@link #exp} is one
 * polynomial. Stateless and safe for many threads.
 */
public interface Kernel {
  /** Lanes of a vector; part of the contract of {@link #dot}. */
  int LANES = 8;

  /** Rows of one block of {@link #scan}. */
  int BLOCK = 32;

  /**
   * Inner product of {@code a[aOffset..]} and {@code b[bOffset..]}. Sums run in 4 x 8 lanes
   * (element {@code i} goes to lane {@code i mod 32}, elements of the last {@code length mod 32} to
   * lane {@code i mod 8} of the first, and of the last {@code length mod 8} to a tail), then (0 +
   * 1) + (2 + 3), then lanes pairwise by halves, then the tail.
   */
  float dot(float[] a, int aOffset, float[] b, int bOffset, int length);

  /** {@code y[yOffset..] += scale * x[xOffset..]}, fused. */
  void addScaled(float scale, float[] x, int xOffset, float[] y, int yOffset, int length);

  /**
   * Looks for rows whose inner product with a query may reach a threshold, block by block: {@code
   * out[i] = scale of row i * (codes of row i . query's + slack)} is what that of row {@code i} of
   * the block is at most, the product of codes exact in 32 bits; in units of the query's scale.
   *
   * @param from the first block to look at
   * @param to the block behind the last
   * @param out {@code [BLOCK]}, of the block that is returned
   * @return the first block with a row that reaches the threshold, {@code to} if none does
   */
  int scan(
      BlockCodes codes, int from, int to, BlockCodes.Query query, float threshold, float[] out);

  /**
   * {@code c[m x n] = a[m x k] * b[k x n]}; each entry sums over ascending {@code k}.
   *
   * @param a entry (i, p) is {@code a[i * aRow + p * aColumn]}
   * @param b row-major
   * @param c row-major, overwritten
   */
  void multiply(int m, int n, int k, float[] a, int aRow, int aColumn, float[] b, float[] c);

  /**
   * {@code c[m x n] += a[m x k] * b[k x n]}; each entry goes on from its value in {@code c} over
   * ascending {@code k}, so a long product may be made in pieces.
   *
   * @param c with columns next to each other; overlaps neither of the others
   */
  void multiplyAdd(int m, int n, int k, MatrixView a, MatrixView b, MatrixView c);

  /**
   * Replaces each value by its exponential, relative error below 2e-7. Arguments outside [-87, 88]
   * count as the nearest bound.
   */
  void exp(float[] values, int offset, int length);

  /**
   * {@code out[r] = row r . x[xOffset..]} for rows of {@code columns} values that stand one after
   * the other from {@code matrix[offset]}. Sums run in 8 lanes (element {@code i} goes to lane
   * {@code i mod 8}), then lanes pairwise by halves, then the last {@code columns mod 8} elements
   * as a tail. For many short rows faster than {@link #dot}: eight rows are summed at a time.
   */
  void rowDots(
      float[] matrix, int offset, int rows, int columns, float[] x, int xOffset, float[] out);

  /**
   * {@code out[r] = row rows[r] of a row-major [? x d] table . x[xOffset..]} for {@code count} rows
   * wherever they are; sums as in {@link #rowDots}. Eight rows are fetched at a time, so that their
   * cache misses overlap.
   *
   * @param out {@code [count]} rounded up to a multiple of {@link #LANES}; what lies behind the
   *     count is of no meaning
   */
  void gatherDots(float[] table, int d, int[] rows, int count, float[] x, int xOffset, float[] out);

  /**
   * {@code out[r] = scale of row rows[r] * (codes of row rows[r] . x)}: the product exact in 32
   * bits, then rounded once.
   *
   * @param x {@code [stride]}, of {@link Codes#encode}
   * @param out {@code [count]}
   */
  void codeDots(Codes codes, int[] rows, int count, short[] x, float[] out);

  /**
   * {@code y[yOffset..] += sum over r of scales[r] * row r}, with rows as in {@link #rowDots}; each
   * entry is fused and sums over ascending {@code r}.
   */
  void addRows(
      float[] scales, float[] matrix, int offset, int rows, int columns, float[] y, int yOffset);

  /**
   * An embedding bag: {@code out[outOffset..] = sum over j in [from, to) of weights[j] * row
   * rows[j]} of a row-major {@code [? x d]} table, fused, in ascending {@code j} from 0.
   */
  void bag(
      float[] table,
      int d,
      int[] rows,
      float[] weights,
      int from,
      int to,
      float[] out,
      int outOffset);

  /**
   * Numerators of a softmax down each of {@link #BLOCK} columns: replaces {@code values[offset..]},
   * {@code [rows x BLOCK]}, by {@code exp(value - max)}, and by 0 where that is below about e^-87.7
   * (so negative infinity leaves a value out).
   *
   * @param max out: the largest value of each column {@code [BLOCK]}
   * @param sum out: the sum of each column's numerators in ascending row order {@code [BLOCK]}
   */
  void expColumns(float[] values, int offset, int rows, float[] max, float[] sum);

  /**
   * Replaces logits by {@code exp(x - max) / sum}, by {@link #exp}. The sum runs in 8 lanes
   * (element {@code i} goes to lane {@code i mod 8}, elements of the last {@code length mod 8} to a
   * tail), then lanes pairwise by halves, then the tail.
   *
   * @param length at least 1
   * @return the log of the sum of the logits' exponentials
   */
  double softmax(float[] values, int offset, int length);

  /** {@code out[r] = dot(row r of matrix, x)} of a row-major {@code [rows x columns]} matrix. */
  default void matrixVector(float[] matrix, int rows, int columns, float[] x, float[] out) {
    for (int r = 0; r < rows; r++) {
      out[r] = dot(matrix, r * columns, x, 0, columns);
    }
  }
}
