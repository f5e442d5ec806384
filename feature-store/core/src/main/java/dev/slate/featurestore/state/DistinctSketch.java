package dev.slate.featurestore.state;

import java.util.Arrays;

/**
 * About how many distinct keys there were: the {@code k + 1} smallest hashes, of which the largest
 * is the threshold. That is a theta sketch of Apache DataSketches in its one canonical form: which
 * hashes are the smallest does not depend on who came first, whereas the library's own sketches
 * keep more or fewer of them depending on when they were rebuilt.
 *
 * <p>Exact up to {@code k} keys; above, the standard error is {@code 1 / sqrt(k - 1)}. Memory: at
 * most {@code 8 (k + 1)} bytes. {@link #add} is O(log k), and O(k) for a key that gets in; {@link
 * #merge} is O(k).
 */
public final class DistinctSketch implements State {
  private static final double HASHES = Math.pow(2, 63);

  private final int k;
  // Ascending, distinct.
  private long[] hashes = new long[4];
  private int size;

  public DistinctSketch(int k) {
    this.k = k;
  }

  /** Reads what {@link #encode} wrote. */
  public static DistinctSketch decode(ByteReader in, int k) {
    int size = in.readCount(Long.BYTES);
    if (size > k + 1) {
      throw new StateFormatException(size + " hashes (expected: at most " + (k + 1) + ")");
    }
    DistinctSketch state = new DistinctSketch(k);
    state.hashes = new long[Math.max(4, size)];
    for (int i = 0; i < size; i++) {
      state.hashes[i] = in.readFixed64();
      if (state.hashes[i] <= (i == 0 ? 0 : state.hashes[i - 1])) {
        throw new StateFormatException("hash " + i + " is out of order");
      }
    }
    state.size = size;
    return state;
  }

  /** Takes a key in. */
  public void add(String key) {
    add(KeyHash.of(key));
  }

  private void add(long hash) {
    if (size > k && hash >= hashes[k]) {
      return;
    }
    int at = -Arrays.binarySearch(hashes, 0, size, hash) - 1;
    if (at < 0) {
      return;
    }
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, Math.min(2 * size + 2, k + 2));
    }
    System.arraycopy(hashes, at, hashes, at + 1, Math.min(size, hashes.length - 1) - at);
    hashes[at] = hash;
    size = Math.min(size + 1, k + 1);
  }

  @Override
  public void merge(State other) {
    DistinctSketch that = State.require(this, DistinctSketch.class, other);
    long[] merged = new long[Math.min(size + that.size, k + 1)];
    int mine = 0;
    int theirs = 0;
    int length = 0;
    while (length < merged.length && (mine < size || theirs < that.size)) {
      long a = mine < size ? hashes[mine] : Long.MAX_VALUE;
      long b = theirs < that.size ? that.hashes[theirs] : Long.MAX_VALUE;
      merged[length++] = Math.min(a, b);
      mine += a <= b ? 1 : 0;
      theirs += b <= a ? 1 : 0;
    }
    hashes = merged;
    size = length;
  }

  /** The estimate: how many hashes there must be if these are below the threshold. */
  public double estimate() {
    return size <= k ? size : k / (hashes[k] / HASHES);
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeUnsigned(size);
    for (int i = 0; i < size; i++) {
      out.writeFixed64(hashes[i]);
    }
  }
}
