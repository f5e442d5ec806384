package dev.slate.training.spark.tower;

/**
 * A shuffle of {@code 0..n - 1} that is computed, not stored: a Feistel network over the next even
 * number of bits, walked until it falls below n. Immutable; O(1) an element, so an epoch over any
 * number of examples needs no array of its own.
 */
final class Permutation {
  private static final int ROUNDS = 4;

  private final int n;
  private final long key;
  private final int halfBits;
  private final int mask;

  /**
   * @param key two equal keys make the same shuffle
   */
  Permutation(int n, long key) {
    this.n = n;
    this.key = key;
    int bits = Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, n - 1)));
    this.halfBits = (bits + 1) / 2;
    this.mask = (1 << halfBits) - 1;
  }

  /** Where {@code index} goes. */
  int of(int index) {
    long at = index;
    do {
      at = encrypt(at);
    } while (at >= n);
    return (int) at;
  }

  private long encrypt(long value) {
    int left = (int) (value >>> halfBits);
    int right = (int) value & mask;
    for (int round = 0; round < ROUNDS; round++) {
      int next = left ^ (int) (mix(key + round, right) & mask);
      left = right;
      right = next;
    }
    return ((long) left << halfBits) | right;
  }

  /** The finaliser of SplitMix64 (Steele et al., OOPSLA 2014). */
  private static long mix(long key, int value) {
    long z = key + value * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
