package dev.slate.training.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of a query with all rows of a block of codes, a row a lane: two products are summed in
 * 16 bits, which they just fit, then in 32.
 */
final class VectorScan {
  private static final VectorSpecies<Integer> INTS = VectorCodes.INTS;
  private static final VectorSpecies<Float> FLOATS = Species.WIDEST;
  private static final int LANES = INTS.length();
  private static final int BLOCK = Kernel.BLOCK;

  private VectorScan() {}

  static int scan(
      BlockCodes codes, int from, int to, BlockCodes.Query query, float threshold, float[] out) {
    byte[] values = codes.values();
    float[] scales = codes.scales();
    short[] x = query.codes();
    float slack = query.slack();
    for (int row = from * BLOCK; row < to * BLOCK; row += BLOCK) {
      boolean reached = part(values, row * x.length, x, slack, threshold, scales, row, out, 0);
      if (LANES < BLOCK / 2) {
        int i = BLOCK / 4;
        reached |=
            part(values, row * x.length + 2 * i, x, slack, threshold, scales, row + i, out, i);
      }
      if (reached) {
        return row / BLOCK;
      }
    }
    return to;
  }

  /** Rows {@code [row, row + LANES)} and those half a block behind them. */
  private static boolean part(
      byte[] values,
      int at,
      short[] x,
      float slack,
      float threshold,
      float[] scales,
      int row,
      float[] out,
      int to) {
    IntVector low = IntVector.zero(INTS);
    IntVector high = low;
    for (int d = 0; d < x.length; d += 2) {
      ShortVector first = VectorCodes.load(values, at + d * BLOCK).mul(x[d]);
      ShortVector second = VectorCodes.load(values, at + d * BLOCK + BLOCK).mul(x[d + 1]);
      IntVector pairs = first.add(second).reinterpretAsInts();
      low = low.add(pairs.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16));
      high = high.add(pairs.lanewise(VectorOperators.ASHR, 16));
    }
    FloatVector a =
        ((FloatVector) low.convertShape(VectorOperators.I2F, FLOATS, 0))
            .add(slack)
            .mul(FloatVector.fromArray(FLOATS, scales, row));
    FloatVector b =
        ((FloatVector) high.convertShape(VectorOperators.I2F, FLOATS, 0))
            .add(slack)
            .mul(FloatVector.fromArray(FLOATS, scales, row + BLOCK / 2));
    a.intoArray(out, to);
    b.intoArray(out, to + BLOCK / 2);
    return a.max(b).compare(VectorOperators.GE, threshold).anyTrue();
  }
}
