package dev.slate.training.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of scattered rows with one vector, eight rows at a time, folded as {@link VectorRows}.
 */
final class VectorGather {
  private static final VectorSpecies<Float> SPECIES = Species.FIXED;
  private static final int LANES = Kernel.LANES;

  private VectorGather() {}

  static void dots(
      float[] table, int d, int[] rows, int count, float[] x, int xOffset, float[] out) {
    int whole = d - d % LANES;
    int r = 0;
    for (; r <= count - LANES; r += LANES) {
      eightDots(table, d, whole, rows, r, r + LANES - 1, x, xOffset).intoArray(out, r);
    }
    if (r < count) {
      // The last row stands in for those that are missing.
      eightDots(table, d, whole, rows, r, count - 1, x, xOffset).intoArray(out, r);
    }
    if (whole < d) {
      for (r = 0; r < count; r++) {
        out[r] += ScalarKernel.tail(table, rows[r] * d + whole, x, xOffset + whole, d - whole);
      }
    }
  }

  private static FloatVector eightDots(
      float[] table, int d, int whole, int[] rows, int r, int last, float[] x, int xOffset) {
    int at0 = rows[r] * d;
    int at1 = rows[Math.min(r + 1, last)] * d;
    int at2 = rows[Math.min(r + 2, last)] * d;
    int at3 = rows[Math.min(r + 3, last)] * d;
    int at4 = rows[Math.min(r + 4, last)] * d;
    int at5 = rows[Math.min(r + 5, last)] * d;
    int at6 = rows[Math.min(r + 6, last)] * d;
    int at7 = rows[Math.min(r + 7, last)] * d;
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    FloatVector sum4 = sum0;
    FloatVector sum5 = sum0;
    FloatVector sum6 = sum0;
    FloatVector sum7 = sum0;
    for (int i = 0; i < whole; i += LANES) {
      FloatVector v = load(x, xOffset + i);
      sum0 = load(table, at0 + i).fma(v, sum0);
      sum1 = load(table, at1 + i).fma(v, sum1);
      sum2 = load(table, at2 + i).fma(v, sum2);
      sum3 = load(table, at3 + i).fma(v, sum3);
      sum4 = load(table, at4 + i).fma(v, sum4);
      sum5 = load(table, at5 + i).fma(v, sum5);
      sum6 = load(table, at6 + i).fma(v, sum6);
      sum7 = load(table, at7 + i).fma(v, sum7);
    }
    return VectorRows.fold(sum0, sum1, sum2, sum3, sum4, sum5, sum6, sum7);
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }
}
