package dev.slate.training.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of a few rows with one vector, eight rows at a time: their eight sums are folded into
 * one vector by three rounds of blend, swap and add, which adds lanes in the same order as {@link
 * ScalarKernel#laneSum} but costs a seventh of extracting lanes row by row.
 */
final class VectorRows {
  private static final VectorSpecies<Float> SPECIES = Species.FIXED;
  private static final int LANES = Kernel.LANES;
  private static final int ROWS = 8;

  private static final VectorMask<Float> BY4 = VectorMask.fromLong(SPECIES, 0xF0);
  private static final VectorMask<Float> BY2 = VectorMask.fromLong(SPECIES, 0xCC);
  private static final VectorMask<Float> BY1 = VectorMask.fromLong(SPECIES, 0xAA);
  private static final VectorShuffle<Float> SWAP4 = SPECIES.shuffleFromOp(i -> i ^ 4);
  private static final VectorShuffle<Float> SWAP2 = SPECIES.shuffleFromOp(i -> i ^ 2);
  private static final VectorShuffle<Float> SWAP1 = SPECIES.shuffleFromOp(i -> i ^ 1);

  private VectorRows() {}

  static void dots(
      float[] matrix, int offset, int rows, int columns, float[] x, int xOffset, float[] out) {
    int whole = columns - columns % LANES;
    int r = 0;
    for (; r <= rows - ROWS; r += ROWS) {
      eightDots(matrix, offset + r * columns, columns, whole, x, xOffset).intoArray(out, r);
    }
    for (; r < rows; r++) {
      FloatVector sum = FloatVector.zero(SPECIES);
      int start = offset + r * columns;
      for (int i = 0; i < whole; i += LANES) {
        sum = load(matrix, start + i).fma(load(x, xOffset + i), sum);
      }
      out[r] = VectorKernel.laneSum(sum);
    }
    if (whole < columns) {
      for (r = 0; r < rows; r++) {
        out[r] +=
            ScalarKernel.tail(
                matrix, offset + r * columns + whole, x, xOffset + whole, columns - whole);
      }
    }
  }

  private static FloatVector eightDots(
      float[] matrix, int start, int columns, int whole, float[] x, int xOffset) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    FloatVector sum4 = sum0;
    FloatVector sum5 = sum0;
    FloatVector sum6 = sum0;
    FloatVector sum7 = sum0;
    for (int i = 0, at = start; i < whole; i += LANES, at += LANES) {
      FloatVector v = load(x, xOffset + i);
      sum0 = load(matrix, at).fma(v, sum0);
      sum1 = load(matrix, at + columns).fma(v, sum1);
      sum2 = load(matrix, at + 2 * columns).fma(v, sum2);
      sum3 = load(matrix, at + 3 * columns).fma(v, sum3);
      sum4 = load(matrix, at + 4 * columns).fma(v, sum4);
      sum5 = load(matrix, at + 5 * columns).fma(v, sum5);
      sum6 = load(matrix, at + 6 * columns).fma(v, sum6);
      sum7 = load(matrix, at + 7 * columns).fma(v, sum7);
    }
    return fold(sum0, sum1, sum2, sum3, sum4, sum5, sum6, sum7);
  }

  /** The lane sums of eight vectors, in their order. */
  static FloatVector fold(
      FloatVector sum0,
      FloatVector sum1,
      FloatVector sum2,
      FloatVector sum3,
      FloatVector sum4,
      FloatVector sum5,
      FloatVector sum6,
      FloatVector sum7) {
    FloatVector even = fold2(fold4(sum0, sum4), fold4(sum2, sum6));
    FloatVector odd = fold2(fold4(sum1, sum5), fold4(sum3, sum7));
    return even.blend(odd, BY1).add(odd.blend(even, BY1).rearrange(SWAP1));
  }

  /** Lanes i and i + 4 of a in the lower half, of b in the upper. */
  private static FloatVector fold4(FloatVector a, FloatVector b) {
    return a.blend(b, BY4).add(b.blend(a, BY4).rearrange(SWAP4));
  }

  private static FloatVector fold2(FloatVector a, FloatVector b) {
    return a.blend(b, BY2).add(b.blend(a, BY2).rearrange(SWAP2));
  }

  /** Adds whole groups of eight rows; the number of rows that were added. */
  static int add(
      float[] scales, float[] matrix, int offset, int rows, int columns, float[] y, int yOffset) {
    int r = 0;
    for (; r <= rows - ROWS; r += ROWS) {
      addEight(scales, r, matrix, offset + r * columns, columns, y, yOffset);
    }
    return r;
  }

  private static void addEight(
      float[] scales, int r, float[] matrix, int start, int columns, float[] y, int yOffset) {
    FloatVector s0 = FloatVector.broadcast(SPECIES, scales[r]);
    FloatVector s1 = FloatVector.broadcast(SPECIES, scales[r + 1]);
    FloatVector s2 = FloatVector.broadcast(SPECIES, scales[r + 2]);
    FloatVector s3 = FloatVector.broadcast(SPECIES, scales[r + 3]);
    FloatVector s4 = FloatVector.broadcast(SPECIES, scales[r + 4]);
    FloatVector s5 = FloatVector.broadcast(SPECIES, scales[r + 5]);
    FloatVector s6 = FloatVector.broadcast(SPECIES, scales[r + 6]);
    FloatVector s7 = FloatVector.broadcast(SPECIES, scales[r + 7]);
    int i = 0;
    for (int at = start; i <= columns - LANES; i += LANES, at += LANES) {
      FloatVector sum = s0.fma(load(matrix, at), load(y, yOffset + i));
      sum = s1.fma(load(matrix, at + columns), sum);
      sum = s2.fma(load(matrix, at + 2 * columns), sum);
      sum = s3.fma(load(matrix, at + 3 * columns), sum);
      sum = s4.fma(load(matrix, at + 4 * columns), sum);
      sum = s5.fma(load(matrix, at + 5 * columns), sum);
      sum = s6.fma(load(matrix, at + 6 * columns), sum);
      s7.fma(load(matrix, at + 7 * columns), sum).intoArray(y, yOffset + i);
    }
    for (; i < columns; i++) {
      float sum = y[yOffset + i];
      for (int k = 0; k < ROWS; k++) {
        sum = Math.fma(scales[r + k], matrix[start + k * columns + i], sum);
      }
      y[yOffset + i] = sum;
    }
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }
}
