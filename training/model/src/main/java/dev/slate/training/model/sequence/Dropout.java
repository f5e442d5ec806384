package dev.slate.training.model.sequence;

import java.util.SplittableRandom;

/**
 * Inverted drop-out (Srivastava et al. 2014) whose mask is a function of seed and place, so that
 * the backward pass draws it again instead of keeping it. Immutable.
 */
final class Dropout {
  private static final int STEPS = 1 << 16;
  private static final int DRAWS = Long.SIZE / 16;

  /** Lets everything pass. */
  static final Dropout NONE = new Dropout(0, 0);

  private final int dropped;
  private final long seed;

  /**
   * @param rate share of values that become 0, in steps of 2^-16
   */
  Dropout(double rate, long seed) {
    this.dropped = (int) Math.round(rate * STEPS);
    this.seed = seed;
  }

  /**
   * Multiplies each value by 0 or {@code 1 / (1 - rate)}.
   *
   * @param place tells the network's drop-outs apart
   */
  void apply(int place, float[] values, int length) {
    if (dropped == 0) {
      return;
    }
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, place));
    int kept = Float.floatToRawIntBits((float) STEPS / (STEPS - dropped));
    int i = 0;
    for (; i <= length - DRAWS; i += DRAWS) {
      long bits = random.nextLong();
      values[i] *= factor(bits, kept);
      values[i + 1] *= factor(bits >>> 16, kept);
      values[i + 2] *= factor(bits >>> 32, kept);
      values[i + 3] *= factor(bits >>> 48, kept);
    }
    long bits = random.nextLong();
    for (; i < length; i++, bits >>>= 16) {
      values[i] *= factor(bits, kept);
    }
  }

  /** 0 or the float of these bits, without a branch that nobody could predict. */
  private float factor(long bits, int kept) {
    int draw = (int) (bits & 0xFFFF);
    return Float.intBitsToFloat(kept & ~((draw - dropped) >> 31));
  }
}
