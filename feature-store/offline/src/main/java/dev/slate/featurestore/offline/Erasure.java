package dev.slate.featurestore.offline;

import java.io.Serializable;

/**
 * A record of {@code events} with a key and no value: everything known of that user up to there is
 * to be forgotten.
 *
 * @param partition of the topic {@code events}, where all of the user's events are
 * @param offset what is before it in that partition is erased
 * @param timeMs when it was written; in other topics, what is not after it is erased
 */
record Erasure(int partition, long offset, long timeMs) implements Serializable {

  boolean coversEvent(int ofPartition, long ofOffset) {
    return ofPartition == partition && ofOffset <= offset;
  }

  boolean covers(long ofTimeMs) {
    return ofTimeMs <= timeMs;
  }

  /** Of two erasures of one user the one that erases more. */
  static Erasure later(Erasure a, Erasure b) {
    return a.offset >= b.offset ? a : b;
  }
}
