package dev.slate.training.model.sequence;

/** Seeds of independent random streams. */
final class Seeds {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** A hash of numbers (the finaliser of SplitMix64, Steele et al. 2014, after each). */
  static long mix(long... numbers) {
    long hash = 0;
    for (long number : numbers) {
      hash = (hash ^ number) + GOLDEN;
      hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
      hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
      hash ^= hash >>> 31;
    }
    return hash;
  }
}
