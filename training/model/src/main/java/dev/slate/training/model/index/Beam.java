package dev.slate.training.model.index;

/**
 * The best nodes that a search has met, in order, each to be expanded once. An array kept sorted
 * costs less than two heaps for the few hundred entries of a search: most of what is met is refused
 * by one comparison. Single-threaded.
 */
final class Beam {
  /** In the lower half of an entry: not expanded yet. */
  private static final long OPEN = 1L << 31;

  private static final int NODES = Integer.MAX_VALUE;

  /** Score in order of its bits, open, complement of the node; best first. */
  private long[] entries = new long[0];

  private int width;
  private int size;

  /** No entry before it is open. */
  private int cursor;

  void clear(int newWidth) {
    if (entries.length < newWidth) {
      entries = new long[newWidth];
    }
    width = newWidth;
    size = 0;
    cursor = 0;
  }

  int size() {
    return size;
  }

  int node(int i) {
    return NODES - (int) (entries[i] & NODES);
  }

  float score(int i) {
    return Float.intBitsToFloat(sortable((int) (entries[i] >> 32)));
  }

  /** Score that a node must exceed. */
  float threshold() {
    return size < width ? Float.NEGATIVE_INFINITY : score(size - 1);
  }

  void add(int node, float score) {
    long entry = ((long) sortable(Float.floatToRawIntBits(score)) << 32) | OPEN | (NODES - node);
    if (size == width) {
      if (entry <= entries[size - 1]) {
        return;
      }
      size--;
    }
    int low = 0;
    for (int length = size; length > 0; ) {
      int half = length >>> 1;
      // Written without else so that it compiles to a conditional move: it cannot be predicted.
      boolean isBetter = entries[low + half] > entry;
      low = isBetter ? low + half + 1 : low;
      length = isBetter ? length - half - 1 : half;
    }
    System.arraycopy(entries, low, entries, low + 1, size - low);
    entries[low] = entry;
    size++;
    cursor = Math.min(cursor, low);
  }

  /** Takes the best open node to expand it, {@link HnswGraph#NONE} if there is none. */
  int expand() {
    while (cursor < size) {
      if ((entries[cursor] & OPEN) != 0) {
        entries[cursor] &= ~OPEN;
        return node(cursor++);
      }
      cursor++;
    }
    return HnswGraph.NONE;
  }

  /** Its own inverse: maps the bits of floats to ints of the same order, and back. */
  private static int sortable(int bits) {
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }
}
