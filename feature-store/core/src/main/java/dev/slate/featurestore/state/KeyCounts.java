package dev.slate.featurestore.state;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each key occurred, for at most {@code capacity} keys: those with the smallest hashes.
 *
 * <p>Counts are exact. While there are no more than {@code capacity} distinct keys, none is
 * missing, and {@link #top} is exact. Beyond, the keys are a sample drawn by hash: a key that is
 * missing is missing whatever the order of arrival, and a key that is there was there from its
 * first occurrence on, because a hash among the smallest of all is among the smallest of some. The
 * usual sketches of heavy hitters (Space-Saving, Misra-Gries) find them among any number of keys,
 * but what they keep depends on the order of arrival, so that stream and replay would differ.
 */
public final class KeyCounts implements State {
  private final int capacity;
  private final TreeMap<Hashed, Long> counts = new TreeMap<>();

  private record Hashed(long hash, String key) implements Comparable<Hashed> {
    static Hashed of(String key) {
      return new Hashed(KeyHash.of(key), key);
    }

    @Override
    public int compareTo(Hashed that) {
      int byHash = Long.compare(hash, that.hash);
      return byHash != 0 ? byHash : key.compareTo(that.key);
    }
  }

  public KeyCounts(int capacity) {
    this.capacity = capacity;
  }

  /** Reads what {@link #encode} wrote. */
  public static KeyCounts decode(ByteReader in, int capacity) {
    KeyCounts state = new KeyCounts(capacity);
    int size = in.readCount(2);
    if (size > capacity) {
      throw new StateFormatException(size + " keys (expected: at most " + capacity + ")");
    }
    for (int i = 0; i < size; i++) {
      String text = in.readString();
      if (text.isEmpty()) {
        throw new StateFormatException("key " + i + " is empty");
      }
      Hashed key = Hashed.of(text);
      if (i > 0 && state.counts.lastKey().compareTo(key) >= 0) {
        throw new StateFormatException("key " + i + " is out of order");
      }
      long count = in.readNatural();
      if (count == 0) {
        throw new StateFormatException("key " + i + " has the count 0 (expected: 1 or more)");
      }
      state.counts.put(key, count);
    }
    return state;
  }

  /** Counts a key once more. O(log capacity). */
  public void add(String key) {
    add(Hashed.of(key), 1);
  }

  private void add(Hashed key, long count) {
    if (counts.size() == capacity && counts.lastKey().compareTo(key) < 0) {
      return;
    }
    counts.merge(key, count, Long::sum);
    if (counts.size() > capacity) {
      counts.pollLastEntry();
    }
  }

  @Override
  public void merge(State other) {
    State.require(this, KeyCounts.class, other).counts.forEach(this::add);
  }

  /** The most frequent keys, at most {@code n}, equal counts by key. */
  public List<String> top(int n) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<Hashed, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(entry -> entry.getKey().key()))
        .limit(n)
        .map(entry -> entry.getKey().key())
        .toList();
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeUnsigned(counts.size());
    for (Map.Entry<Hashed, Long> entry : counts.entrySet()) {
      out.writeString(entry.getKey().key());
      out.writeUnsigned(entry.getValue());
    }
  }
}
