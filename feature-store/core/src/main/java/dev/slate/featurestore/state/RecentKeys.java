package dev.slate.featurestore.state;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The {@code capacity} distinct keys that occurred last. A key's time is that of its newest
 * occurrence, which only grows, so a key that was pushed out comes back only by a newer one.
 */
public final class RecentKeys implements State {
  private final int capacity;
  private final List<Seen> newestFirst = new ArrayList<>();

  private record Seen(long timeMs, String key) implements Comparable<Seen> {
    @Override
    public int compareTo(Seen that) {
      int byTime = Long.compare(that.timeMs, timeMs);
      return byTime != 0 ? byTime : key.compareTo(that.key);
    }
  }

  public RecentKeys(int capacity) {
    this.capacity = capacity;
  }

  /** Reads what {@link #encode} wrote. */
  public static RecentKeys decode(ByteReader in, int capacity) {
    int size = in.readCount(2);
    if (size > capacity) {
      throw new StateFormatException(size + " keys (expected: at most " + capacity + ")");
    }
    RecentKeys state = new RecentKeys(capacity);
    TreeSet<String> distinct = new TreeSet<>();
    long time = 0;
    for (int i = 0; i < size; i++) {
      time = i == 0 ? in.readNatural() : time - in.readNatural();
      Seen seen = new Seen(time, in.readString());
      if (time < 0
          || !distinct.add(seen.key())
          || i > 0 && state.newestFirst.get(i - 1).compareTo(seen) >= 0) {
        throw new StateFormatException("key " + i + " is out of order or there twice");
      }
      state.newestFirst.add(seen);
    }
    return state;
  }

  /** A key occurred at a time. O(capacity). */
  public void add(long timeMs, String key) {
    Seen seen = new Seen(timeMs, key);
    int at = 0;
    while (at < newestFirst.size() && newestFirst.get(at).compareTo(seen) < 0) {
      if (newestFirst.get(at++).key().equals(key)) {
        return;
      }
    }
    if (at == capacity) {
      return;
    }
    newestFirst.add(at, seen);
    for (int i = newestFirst.size() - 1; i > at; i--) {
      if (newestFirst.get(i).key().equals(key)) {
        newestFirst.remove(i);
      }
    }
    if (newestFirst.size() > capacity) {
      newestFirst.remove(capacity);
    }
  }

  @Override
  public void merge(State other) {
    for (Seen seen : State.require(this, RecentKeys.class, other).newestFirst) {
      add(seen.timeMs(), seen.key());
    }
  }

  /** Newest first; equal times by key. */
  public List<String> keys() {
    return newestFirst.stream().map(Seen::key).toList();
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeUnsigned(newestFirst.size());
    long previous = 0;
    for (Seen seen : newestFirst) {
      out.writeUnsigned(previous == 0 ? seen.timeMs() : previous - seen.timeMs());
      out.writeString(seen.key());
      previous = seen.timeMs();
    }
  }
}
