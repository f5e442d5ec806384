package dev.slate.training.model.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of codes: two products are summed in 16 bits, which they just fit, then in 32. The ints
 * are as wide as everywhere in the process, see {@link Species}; one row at a time, as more in one
 * loop do not fit what the compiler inlines.
 */
final class VectorCodes {
  private static final boolean IS_WIDEST = Species.WIDEST.length() == 16;
  private static final VectorSpecies<Byte> BYTES =
      IS_WIDEST ? ByteVector.SPECIES_256 : ByteVector.SPECIES_128;
  private static final VectorSpecies<Short> SHORTS =
      IS_WIDEST ? ShortVector.SPECIES_512 : ShortVector.SPECIES_256;
  static final VectorSpecies<Integer> INTS =
      IS_WIDEST ? IntVector.SPECIES_512 : IntVector.SPECIES_256;
  private static final int LANES = SHORTS.length();

  private VectorCodes() {}

  static void dots(Codes codes, int[] rows, int count, short[] x, float[] out) {
    byte[] values = codes.values();
    float[] scales = codes.scales();
    int offset = codes.offset();
    int stride = codes.stride();
    for (int r = 0; r < count; r++) {
      // Fetches what the loop below needs: so short that the cache misses of all rows overlap.
      out[r] = scales[rows[r]] * values[offset + rows[r] * stride];
    }
    for (int r = 0; r < count; r++) {
      int row = rows[r];
      out[r] = scales[row] * dot(values, offset + row * stride, stride, x);
    }
  }

  private static int dot(byte[] values, int at, int stride, short[] x) {
    IntVector sum = IntVector.zero(INTS);
    for (int i = 0; i < stride; i += 2 * LANES) {
      ShortVector first = load(values, at + i).mul(ShortVector.fromArray(SHORTS, x, i));
      ShortVector second =
          load(values, at + i + LANES).mul(ShortVector.fromArray(SHORTS, x, i + LANES));
      IntVector pairs = first.add(second).reinterpretAsInts();
      IntVector low = pairs.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16);
      sum = sum.add(low).add(pairs.lanewise(VectorOperators.ASHR, 16));
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  static ShortVector load(byte[] values, int at) {
    return (ShortVector)
        ByteVector.fromArray(BYTES, values, at).convertShape(VectorOperators.B2S, SHORTS, 0);
  }
}
