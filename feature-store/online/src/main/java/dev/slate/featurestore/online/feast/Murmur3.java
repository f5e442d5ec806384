package dev.slate.featurestore.online.feast;

/** MurmurHash3 x86 32-bit with seed 0 (Austin Appleby, public domain), as Feast names fields. */
final class Murmur3 {
  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;

  private Murmur3() {}

  static int hash32(byte[] bytes) {
    int hash = 0;
    int blocks = bytes.length / 4;
    for (int i = 0; i < blocks; i++) {
      hash ^= mix(word(bytes, i * 4, 4));
      hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
    }
    if (bytes.length % 4 != 0) {
      hash ^= mix(word(bytes, blocks * 4, bytes.length % 4));
    }
    hash ^= bytes.length;
    hash = (hash ^ hash >>> 16) * 0x85ebca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
    return hash ^ hash >>> 16;
  }

  private static int word(byte[] bytes, int from, int count) {
    int word = 0;
    for (int i = 0; i < count; i++) {
      word |= (bytes[from + i] & 0xff) << 8 * i;
    }
    return word;
  }

  private static int mix(int word) {
    return Integer.rotateLeft(word * C1, 15) * C2;
  }
}
