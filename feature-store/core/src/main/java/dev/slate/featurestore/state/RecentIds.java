package dev.slate.featurestore.state;

import java.util.Arrays;

/**
 * The event ids seen lately, for de-duplication: those within {@link #WINDOW_MS} of the newest
 * event, {@link #CAPACITY} at most. A repeat within that window counts once; an older one cannot be
 * told from a late event and counts again.
 *
 * <p>An id is kept as 64 bits of a hash; two different ids of one user within the window collide
 * with probability 512^2 / 2^65. Adding is O(1) for the newest event. Not thread-safe.
 */
public final class RecentIds {
  /** De-duplication window in event time: one hour. */
  public static final long WINDOW_MS = 3_600_000;

  /** Ids kept at most. */
  public static final int CAPACITY = 512;

  // [begin, end), sorted by time, then hash, ascending.
  private long[] times = new long[4];
  private long[] hashes = new long[4];
  private int begin;
  private int end;

  /** Reads what {@link #encode} wrote. */
  public static RecentIds decode(ByteReader in) {
    RecentIds ids = new RecentIds();
    int size = in.readCount(1 + Long.BYTES);
    if (size > CAPACITY) {
      throw new StateFormatException(size + " event ids (expected: at most " + CAPACITY + ")");
    }
    ids.times = new long[size + 4];
    ids.hashes = new long[size + 4];
    long time = 0;
    for (int i = 0; i < size; i++) {
      long gap = in.readNatural();
      long hash = in.readFixed64();
      time += gap;
      if (time < 0 || i > 0 && gap == 0 && hash <= ids.hashes[i - 1]) {
        throw new StateFormatException("event id " + i + " is out of order");
      }
      ids.times[i] = time;
      ids.hashes[i] = hash;
    }
    if (size > 0 && ids.times[0] < time - WINDOW_MS) {
      throw new StateFormatException("event ids span more than " + WINDOW_MS + " ms");
    }
    ids.end = size;
    return ids;
  }

  /** Remembers an id; false if it was there already with the same time. */
  public boolean add(String eventId, long eventTimeMs) {
    long hash = hash(eventId);
    int at = end;
    while (at > begin && isAfter(at - 1, eventTimeMs, hash)) {
      at--;
    }
    if (at > begin && times[at - 1] == eventTimeMs && hashes[at - 1] == hash) {
      return false;
    }
    insert(at, eventTimeMs, hash);
    drop();
    return true;
  }

  /** Whether a repeat of that event would be told from a new one. */
  public boolean covers(String eventId, long eventTimeMs) {
    // What had no room was before the oldest that is kept, by hash within its millisecond.
    return begin == end
        || eventTimeMs >= times[end - 1] - WINDOW_MS
            && (end - begin < CAPACITY || !isAfter(begin, eventTimeMs, hash(eventId)));
  }

  private boolean isAfter(int i, long time, long hash) {
    return times[i] > time || times[i] == time && hashes[i] > hash;
  }

  private void insert(int index, long time, long hash) {
    int at = index;
    if (end == times.length) {
      at -= begin;
      makeRoom();
    }
    System.arraycopy(times, at, times, at + 1, end - at);
    System.arraycopy(hashes, at, hashes, at + 1, end - at);
    times[at] = time;
    hashes[at] = hash;
    end++;
  }

  /** Moves all to the beginning, of longer arrays if less than half of these is free. */
  private void makeRoom() {
    int size = end - begin;
    int length = size > times.length / 2 ? size * 2 : times.length;
    times = Arrays.copyOfRange(times, begin, begin + length);
    hashes = Arrays.copyOfRange(hashes, begin, begin + length);
    begin = 0;
    end = size;
  }

  private void drop() {
    long oldest = times[end - 1] - WINDOW_MS;
    begin = Math.max(begin, end - CAPACITY);
    while (times[begin] < oldest) {
      begin++;
    }
  }

  /** Appends the canonical bytes. */
  public void encode(ByteWriter out) {
    out.writeUnsigned(end - begin);
    long previous = 0;
    for (int i = begin; i < end; i++) {
      out.writeUnsigned(times[i] - previous);
      out.writeFixed64(hashes[i]);
      previous = times[i];
    }
  }

  /** Four characters a step, and a last mix so that every bit decides. */
  private static long hash(String id) {
    long h = id.length() * 0x9e3779b97f4a7c15L;
    int at = 0;
    for (; at + 4 <= id.length(); at += 4) {
      long four =
          id.charAt(at)
              | (long) id.charAt(at + 1) << 16
              | (long) id.charAt(at + 2) << 32
              | (long) id.charAt(at + 3) << 48;
      h = step(h, four);
    }
    long rest = 0;
    for (; at < id.length(); at++) {
      rest = rest << 16 | id.charAt(at);
    }
    h = step(h, rest);
    h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
    return h ^ h >>> 33;
  }

  private static long step(long h, long more) {
    long mixed = (h ^ more) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 29;
  }
}
