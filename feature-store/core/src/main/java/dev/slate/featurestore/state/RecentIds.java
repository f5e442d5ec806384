package dev.slate.featurestore.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The event ids seen lately, for de-duplication: those within {@link #WINDOW_MS} of the newest
 * event, {@link #CAPACITY} at most. A repeat within that window counts once; an older one cannot be
 * told from a late event and counts again.
 *
 * <p>An id is kept as 64 bits of FNV-1a; two different ids of one user within the window collide
 * with probability 512^2 / 2^65. Not thread-safe.
 */
public final class RecentIds {
  /** De-duplication window in event time: one hour. */
  public static final long WINDOW_MS = 3_600_000;

  /** Ids kept at most. */
  public static final int CAPACITY = 512;

  // Sorted by time, then hash, ascending.
  private long[] times = new long[8];
  private long[] hashes = new long[8];
  private int size;

  /** Reads what {@link #encode} wrote. */
  public static RecentIds decode(ByteReader in) {
    RecentIds ids = new RecentIds();
    int size = in.readCount(9);
    long time = 0;
    for (int i = 0; i < size; i++) {
      long delta = in.readLong();
      long hash = in.readFixed64();
      time += delta;
      if (time < 0 || i > 0 && !ids.isLast(time, hash)) {
        throw new StateFormatException("event id " + i + " is out of order");
      }
      ids.insert(i, time, hash);
    }
    if (size > CAPACITY || size > 0 && ids.times[0] < time - WINDOW_MS) {
      throw new StateFormatException(size + " event ids are more than the window holds");
    }
    return ids;
  }

  /** Remembers an id; false if it was there already with the same time. */
  public boolean add(String eventId, long eventTimeMs) {
    long hash = hash(eventId);
    int at = 0;
    for (int i = size - 1; i >= 0; i--) {
      if (times[i] < eventTimeMs || times[i] == eventTimeMs && hashes[i] < hash) {
        at = i + 1;
        break;
      }
      if (times[i] == eventTimeMs && hashes[i] == hash) {
        return false;
      }
    }
    insert(at, eventTimeMs, hash);
    drop();
    return true;
  }

  private boolean isLast(long time, long hash) {
    long newest = times[size - 1];
    return time > newest || time == newest && hash > hashes[size - 1];
  }

  private void insert(int at, long time, long hash) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    System.arraycopy(times, at, times, at + 1, size - at);
    System.arraycopy(hashes, at, hashes, at + 1, size - at);
    times[at] = time;
    hashes[at] = hash;
    size++;
  }

  private void drop() {
    long oldest = times[size - 1] - WINDOW_MS;
    int drop = Math.max(0, size - CAPACITY);
    while (times[drop] < oldest) {
      drop++;
    }
    if (drop > 0) {
      size -= drop;
      System.arraycopy(times, drop, times, 0, size);
      System.arraycopy(hashes, drop, hashes, 0, size);
    }
  }

  /** Appends the canonical bytes. */
  public void encode(ByteWriter out) {
    out.writeUnsigned(size);
    long previous = 0;
    for (int i = 0; i < size; i++) {
      out.writeLong(times[i] - previous);
      out.writeFixed64(hashes[i]);
      previous = times[i];
    }
  }

  private static long hash(String id) {
    long h = 0xcbf29ce484222325L;
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xff)) * 0x100000001b3L;
    }
    return h;
  }
}
