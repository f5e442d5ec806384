package dev.slate.training.model.als;

import dev.slate.training.model.kernel.Kernel;
import java.util.Arrays;

/**
 * Conjugate gradient on one row's equation, from the row's last solution (Takacs, Pilaszy, Tikk
 * 2011). The matrix is never formed: a product with it is one with the Gramian and one pass over
 * the row's observed factors, which are gathered into one block on the first pass. One per thread.
 */
final class ConjugateGradient {
  /** Rows that are multiplied with a vector and added up while they are in the first cache. */
  private static final int TILE = 16;

  /** The kernel's group of rows; a tile is filled up with zeros to a multiple of it. */
  private static final int GROUP = 8;

  /** Floats of the block; a row with more is gathered anew, tile by tile, on every pass. */
  private static final int CAPACITY = 1 << 20;

  private final Kernel kernel;
  private final HalfStep half;
  private final int steps;
  private final int d;
  private final float[] block;
  private final float[] dots = new float[TILE];
  private final float[] x;
  private final float[] residual;
  private final float[] direction;
  private final float[] product;

  ConjugateGradient(Kernel kernel, HalfStep half, int steps) {
    this.kernel = kernel;
    this.half = half;
    this.steps = steps;
    this.d = half.fixed.columns();
    this.block = new float[Math.max(CAPACITY, TILE * d)];
    this.x = new float[d];
    this.residual = new float[d];
    this.direction = new float[d];
    this.product = new float[d];
  }

  /** Overwrites the row's factors; O(steps (n d + d^2)). */
  void solve(int row) {
    float ridge = (float) half.objective.ridge(half.rows.count(row), half.others);
    float[] solution = half.solved.values();
    System.arraycopy(solution, row * d, x, 0, d);
    for (int i = 0; i < d; i++) {
      direction[i] = -x[i];
    }
    multiplyDense(ridge, direction, residual);
    addResidual(row);
    System.arraycopy(residual, 0, direction, 0, d);
    float square = kernel.dot(residual, 0, residual, 0, d);
    for (int step = 0; step < steps; step++) {
      multiplyDense(ridge, direction, product);
      addProduct(row);
      float curvature = kernel.dot(direction, 0, product, 0, d);
      if (!(curvature > 0)) {
        break; // the row is solved to the last bit
      }
      float length = square / curvature;
      kernel.addScaled(length, direction, 0, x, 0, d);
      kernel.addScaled(-length, product, 0, residual, 0, d);
      float newSquare = kernel.dot(residual, 0, residual, 0, d);
      float keep = newSquare / square;
      for (int i = 0; i < d; i++) {
        direction[i] = Math.fma(keep, direction[i], residual[i]);
      }
      square = newSquare;
    }
    System.arraycopy(x, 0, solution, row * d, d);
  }

  /** {@code out = (a0 F'F + ridge I) vector}. */
  private void multiplyDense(float ridge, float[] vector, float[] out) {
    for (int i = 0; i < d; i++) {
      out[i] = ridge * vector[i];
    }
    kernel.addRows(vector, half.scaledGram, 0, d, d, out);
  }

  /** Adds {@code sum (target - w y . x) y} to the residual; the first pass, which gathers. */
  private void addResidual(int row) {
    float[] weights = half.rows.weights();
    int begin = half.rows.start(row);
    int end = half.rows.start(row + 1);
    for (int from = begin; from < end; from += TILE) {
      int count = Math.min(TILE, end - from);
      int tile = gather(begin, from, count, end);
      int padded = padded(count);
      kernel.rowDots(block, tile, padded, d, x, dots);
      for (int i = 0; i < count; i++) {
        float weight = weights[from + i];
        dots[i] = (float) half.objective.target(weight) - weight * dots[i];
      }
      kernel.addRows(dots, block, tile, padded, d, residual);
    }
  }

  /** Adds {@code sum w (y . direction) y} to the product. */
  private void addProduct(int row) {
    float[] weights = half.rows.weights();
    int begin = half.rows.start(row);
    int end = half.rows.start(row + 1);
    boolean gathered = isGathered(begin, end);
    for (int from = begin; from < end; from += TILE) {
      int count = Math.min(TILE, end - from);
      int tile = gathered ? (from - begin) * d : gather(begin, from, count, end);
      int padded = padded(count);
      kernel.rowDots(block, tile, padded, d, direction, dots);
      for (int i = 0; i < count; i++) {
        dots[i] *= weights[from + i];
      }
      kernel.addRows(dots, block, tile, padded, d, product);
    }
  }

  /** Copies the factors of a tile to where they stand in the block, which it returns. */
  private int gather(int begin, int from, int count, int end) {
    int tile = isGathered(begin, end) ? (from - begin) * d : 0;
    int[] columns = half.rows.pairs().items();
    float[] factors = half.fixed.values();
    for (int i = 0; i < count; i++) {
      System.arraycopy(factors, columns[from + i] * d, block, tile + i * d, d);
    }
    Arrays.fill(block, tile + count * d, tile + padded(count) * d, 0);
    return tile;
  }

  private boolean isGathered(int begin, int end) {
    return (long) padded(end - begin) * d <= block.length;
  }

  private static int padded(int count) {
    return (count + GROUP - 1) / GROUP * GROUP;
  }
}
