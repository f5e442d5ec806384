package dev.slate.data;

import java.nio.charset.StandardCharsets;

/**
 * Which partition an id belongs to, in Kafka and in Redis alike: Kafka's default for keyed records
 * (murmur2 of the UTF-8 key, sign bit cleared, modulo), so that any Kafka producer agrees.
 *
 * <p>Source: {@code org.apache.kafka.common.utils.Utils.murmur2}, Apache Kafka; MurmurHash2 by
 * Austin Appleby. Pure.
 */
public final class Partitioning {
  private static final int SEED = 0x9747b28c;
  private static final int M = 0x5bd1e995;

  private Partitioning() {}

  /** The partition of {@code id} in {@code 0..partitions-1}. */
  public static int of(String id, int partitions) {
    return (murmur2(id.getBytes(StandardCharsets.UTF_8)) & 0x7fffffff) % partitions;
  }

  static int murmur2(byte[] data) {
    int length = data.length;
    int h = SEED ^ length;
    int words = length / 4;
    for (int i = 0; i < words; i++) {
      int p = i * 4;
      int k =
          (data[p] & 0xff)
              | (data[p + 1] & 0xff) << 8
              | (data[p + 2] & 0xff) << 16
              | (data[p + 3] & 0xff) << 24;
      k *= M;
      k ^= k >>> 24;
      k *= M;
      h = h * M ^ k;
    }
    int tail = words * 4;
    int rest = length - tail;
    if (rest >= 3) {
      h ^= (data[tail + 2] & 0xff) << 16;
    }
    if (rest >= 2) {
      h ^= (data[tail + 1] & 0xff) << 8;
    }
    if (rest >= 1) {
      h ^= data[tail] & 0xff;
      h *= M;
    }
    h ^= h >>> 13;
    h *= M;
    return h ^ h >>> 15;
  }
}
