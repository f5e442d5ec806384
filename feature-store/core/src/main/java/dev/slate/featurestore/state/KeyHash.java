package dev.slate.featurestore.state;

import java.nio.charset.StandardCharsets;
import org.apache.datasketches.hash.MurmurHash3;

/** The hash by which samples of keys are drawn: that of Apache DataSketches' theta sketches. */
final class KeyHash {
  /** Their default seed, so that our hashes are theirs. */
  private static final long SEED = 9001;

  private KeyHash() {}

  /** 63 bits, never 0; of a key that is not empty. */
  static long of(String key) {
    return Math.max(1, MurmurHash3.hash(key.getBytes(StandardCharsets.UTF_8), SEED)[0] >>> 1);
  }
}
