package dev.slate.training.model.als;

import dev.slate.training.model.kernel.Kernel;
import java.util.Arrays;

/**
 * Conjugate gradient on rows' equations, each from the row's last solution (Takacs, Pilaszy, Tikk
 * 2011). The matrix is never formed: a product with it is one with the Gramian, for a few rows at a
 * time, and one pass over a row's observed factors, which the first pass gathers into one block.
 * One per thread.
 *
 * <p>Preconditioned by the diagonal that the matrix would have if the row's pairs were drawn from
 * all alike: {@code (a0 + sum w / others) F'F + ridge I}. Along the {@link PrincipalAxes} that is
 * nearly all of the matrix, and two steps reach what three reach without.
 */
final class ConjugateGradient {
  /** Rows that are solved in step with each other, as many as the product's register block has. */
  static final int BATCH = 4;

  /** Factors that are multiplied with a vector and added up while they are in the first cache. */
  private static final int TILE = 16;

  /** The kernel's group of rows; a tile is filled up with zeros to a multiple of it. */
  private static final int GROUP = 8;

  /** Floats of the block; a row that has no room is gathered tile by tile on every pass. */
  private static final int CAPACITY = 1 << 20;

  private final Kernel kernel;
  private final HalfStep half;
  private final int steps;
  private final int d;
  private final float[] block;
  private final int[] blockStart = new int[BATCH];
  private final float[] dots = new float[TILE];
  private final float[] squares = new float[BATCH];
  private final float[] x;
  private final float[] residual;
  private final float[] inverse;
  private final float[] conditioned;
  private final float[] direction;
  private final float[] product;

  ConjugateGradient(Kernel kernel, HalfStep half, int steps) {
    this.kernel = kernel;
    this.half = half;
    this.steps = steps;
    this.d = half.fixed.columns();
    this.block = new float[CAPACITY + TILE * d];
    this.x = new float[BATCH * d];
    this.residual = new float[BATCH * d];
    this.inverse = new float[BATCH * d];
    this.conditioned = new float[BATCH * d];
    this.direction = new float[BATCH * d];
    this.product = new float[BATCH * d];
  }

  /**
   * Overwrites the factors of {@code rows[0 .. count)}; O(steps (n d + d^2)) a row.
   *
   * @param count at most {@link #BATCH}
   */
  void solve(int[] rows, int count) {
    float[] solution = half.solved.values();
    for (int b = 0; b < count; b++) {
      System.arraycopy(solution, rows[b] * d, x, b * d, d);
    }
    for (int i = 0; i < count * d; i++) {
      direction[i] = -x[i];
    }
    multiplyDense(rows, count, residual);
    placeBlocks(rows, count);
    for (int b = 0; b < count; b++) {
      addResidual(rows[b], b);
      invertDiagonal(rows[b], b * d);
      condition(b * d);
      squares[b] = kernel.dot(residual, b * d, conditioned, b * d, d);
    }
    System.arraycopy(conditioned, 0, direction, 0, count * d);
    for (int step = 0; step < steps; step++) {
      multiplyDense(rows, count, product);
      for (int b = 0; b < count; b++) {
        addProduct(rows[b], b);
        advance(b * d, b);
      }
    }
    for (int b = 0; b < count; b++) {
      System.arraycopy(x, b * d, solution, rows[b] * d, d);
    }
  }

  /** {@code out = (a0 F'F + ridge I) direction}, for each row. */
  private void multiplyDense(int[] rows, int count, float[] out) {
    kernel.multiply(count, d, d, direction, d, 1, half.scaledGram, out);
    for (int b = 0; b < count; b++) {
      float ridge = (float) half.objective.ridge(half.rows.count(rows[b]), half.others);
      kernel.addScaled(ridge, direction, b * d, out, b * d, d);
    }
  }

  private void invertDiagonal(int row, int at) {
    double weight = 0;
    for (int i = half.rows.start(row); i < half.rows.start(row + 1); i++) {
      weight += half.rows.weights()[i];
    }
    double share = half.objective.unobservedWeight() + weight / half.others;
    double ridge = half.objective.ridge(half.rows.count(row), half.others);
    for (int i = 0; i < d; i++) {
      double diagonal = share * half.gram[i * d + i] + ridge;
      // a factor that is zero everywhere, and no ridge: there is nothing to solve for
      inverse[at + i] = diagonal > Float.MIN_NORMAL ? (float) (1 / diagonal) : 0;
    }
  }

  private void condition(int at) {
    for (int i = at; i < at + d; i++) {
      conditioned[i] = inverse[i] * residual[i];
    }
  }

  /** One step along the direction, and the next direction. */
  private void advance(int at, int b) {
    float curvature = kernel.dot(direction, at, product, at, d);
    if (!(curvature > 0)) {
      return; // the row is solved to the last bit
    }
    float length = squares[b] / curvature;
    kernel.addScaled(length, direction, at, x, at, d);
    kernel.addScaled(-length, product, at, residual, at, d);
    condition(at);
    float square = kernel.dot(residual, at, conditioned, at, d);
    float keep = square / squares[b];
    for (int i = at; i < at + d; i++) {
      direction[i] = Math.fma(keep, direction[i], conditioned[i]);
    }
    squares[b] = square;
  }

  /** Gives each row its place in the block, or none if there is no room left. */
  private void placeBlocks(int[] rows, int count) {
    long next = 0;
    for (int b = 0; b < count; b++) {
      long end = next + (long) padded(half.rows.count(rows[b])) * d;
      blockStart[b] = end <= CAPACITY ? (int) next : -1;
      next = end <= CAPACITY ? end : next;
    }
  }

  /** Adds {@code sum (target - w y . x) y} to the residual; the first pass, which gathers. */
  private void addResidual(int row, int b) {
    float[] weights = half.rows.weights();
    int begin = half.rows.start(row);
    int end = half.rows.start(row + 1);
    for (int from = begin; from < end; from += TILE) {
      int count = Math.min(TILE, end - from);
      int tile = blockStart[b] < 0 ? CAPACITY : blockStart[b] + (from - begin) * d;
      gather(from, count, tile);
      kernel.rowDots(block, tile, padded(count), d, x, b * d, dots);
      for (int i = 0; i < count; i++) {
        float weight = weights[from + i];
        dots[i] = (float) half.objective.target(weight) - weight * dots[i];
      }
      kernel.addRows(dots, block, tile, padded(count), d, residual, b * d);
    }
  }

  /** Adds {@code sum w (y . direction) y} to the product. */
  private void addProduct(int row, int b) {
    float[] weights = half.rows.weights();
    int begin = half.rows.start(row);
    int end = half.rows.start(row + 1);
    for (int from = begin; from < end; from += TILE) {
      int count = Math.min(TILE, end - from);
      int tile = CAPACITY;
      if (blockStart[b] < 0) {
        gather(from, count, tile);
      } else {
        tile = blockStart[b] + (from - begin) * d;
      }
      kernel.rowDots(block, tile, padded(count), d, direction, b * d, dots);
      for (int i = 0; i < count; i++) {
        dots[i] *= weights[from + i];
      }
      kernel.addRows(dots, block, tile, padded(count), d, product, b * d);
    }
  }

  /** Copies the factors of a tile to the block, filled up with zeros to whole groups. */
  private void gather(int from, int count, int tile) {
    int[] columns = half.rows.pairs().items();
    float[] factors = half.fixed.values();
    for (int i = 0; i < count; i++) {
      System.arraycopy(factors, columns[from + i] * d, block, tile + i * d, d);
    }
    Arrays.fill(block, tile + count * d, tile + padded(count) * d, 0);
  }

  private static int padded(int count) {
    return (count + GROUP - 1) / GROUP * GROUP;
  }
}
