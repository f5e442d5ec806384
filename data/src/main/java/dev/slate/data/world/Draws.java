package dev.slate.data.world;

import java.util.random.RandomGenerator;

/**
 * Random draws that are the same on every JDK: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) below,
 * and StrictMath wherever a draw needs a function. Not thread-safe.
 */
final class Draws implements RandomGenerator {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  Draws(long seed) {
    state = seed;
  }

  /** An independent stream: the same numbers for the same seed and path, whoever else draws. */
  static Draws of(long seed, long stream, long index) {
    return new Draws(mix(mix(seed + GOLDEN_GAMMA * stream) + GOLDEN_GAMMA * (index + 1)));
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  @Override
  public int nextInt(int bound) {
    return (int) (nextDouble() * bound);
  }

  /** Standard normal by Marsaglia's polar method. */
  @Override
  public double nextGaussian() {
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double square = x * x + y * y;
      if (square < 1 && square > 0) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
    return b ^ b >>> 31;
  }
}
