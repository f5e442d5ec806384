package dev.slate.training.model.rank;

/**
 * Floats as integers of the same order, each input twice: first with a missing value below all,
 * then with one above all. A split reads the one that sends missing values its way, so it needs a
 * single integer comparison.
 */
final class OrderedBits {
  private static final int MAGNITUDE = 0x7fffffff;

  private OrderedBits() {}

  /** {@code [2 count]}: input i at 2 i with missing below, at 2 i + 1 with missing above. */
  static int[] of(float[] inputs, int count) {
    int[] keys = new int[2 * count];
    for (int i = 0; i < count; i++) {
      keys[2 * i] = of(inputs[i], 0);
      keys[2 * i + 1] = of(inputs[i], 1);
    }
    return keys;
  }

  /** Of one number; both zeros are the same. */
  static int of(float value) {
    int bits = Float.floatToRawIntBits(value + 0f);
    return bits ^ ((bits >> 31) & MAGNITUDE);
  }

  /** Of one input as a slot has it, by the slot's lowest bit: missing below all, or above. */
  static int of(float value, int slot) {
    if (Float.isNaN(value)) {
      return (slot & 1) == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
    return of(value);
  }

  static int slot(int feature, boolean isMissingLeft) {
    return 2 * feature + (isMissingLeft ? 0 : 1);
  }

  static int featureOf(int slot) {
    return slot >> 1;
  }

  static boolean isMissingLeft(int slot) {
    return (slot & 1) == 0;
  }

  /** 1 if {@code key < threshold}, else 0, without a branch. */
  static int isBelow(int key, int threshold) {
    return (int) (((long) key - threshold) >>> 63);
  }
}
