package dev.slate.data.split;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Who chose what, when, and how strongly: one row per interaction in the order of its source, in
 * four arrays. 20 bytes a row. Immutable; parts made by {@link #keep} share the ids.
 */
public final class Interactions {
  private final Ids users;
  private final Ids items;
  private final int[] user;
  private final int[] item;
  private final long[] timeMs;
  private final float[] value;

  private Interactions(Ids users, Ids items, int[] user, int[] item, long[] timeMs, float[] value) {
    this.users = users;
    this.items = items;
    this.user = user;
    this.item = item;
    this.timeMs = timeMs;
    this.value = value;
  }

  /**
   * The events that pass, one row each.
   *
   * @param accept which events count
   */
  public static Interactions of(Collection<Event> events, Predicate<Event> accept) {
    Ids users = new Ids();
    Ids items = new Ids();
    int[] user = new int[events.size()];
    int[] item = new int[events.size()];
    long[] timeMs = new long[events.size()];
    float[] value = new float[events.size()];
    int n = 0;
    for (Event event : events) {
      if (accept.test(event)) {
        user[n] = users.add(event.userId());
        item[n] = items.add(event.itemId());
        timeMs[n] = event.eventTimeMs();
        value[n++] = (float) event.value();
      }
    }
    int[] rows = IntStream.range(0, n).toArray();
    return new Interactions(users, items, user, item, timeMs, value).rows(rows);
  }

  /** Clicks, purchases, and ratings of at least {@code minRating} stars. */
  public static Predicate<Event> positives(double minRating) {
    return event ->
        event.kind() == EventKind.CLICK
            || event.kind() == EventKind.PURCHASE
            || event.kind() == EventKind.RATING && event.value() >= minRating;
  }

  /** Number of rows. */
  public int size() {
    return user.length;
  }

  /** User ids by index; of the whole, also in a part. */
  public Ids users() {
    return users;
  }

  /** Item ids by index; of the whole, also in a part. */
  public Ids items() {
    return items;
  }

  public int user(int row) {
    return user[row];
  }

  public int item(int row) {
    return item[row];
  }

  public long timeMs(int row) {
    return timeMs[row];
  }

  /** Stars or amount; NaN where the kind of the event has none. */
  public float value(int row) {
    return value[row];
  }

  /** The rows that pass, in the same order, with the same ids and indices. */
  public Interactions keep(IntPredicate row) {
    return rows(IntStream.range(0, size()).filter(row).toArray());
  }

  /** The first row in time of each pair of user and item; between equal times the first row. */
  public Interactions firstOfEachPair() {
    BitSet first = new BitSet(size());
    Set<Long> seen = new HashSet<>(size() * 2);
    for (int row : byTime()) {
      if (seen.add((long) user[row] << 32 | item[row])) {
        first.set(row);
      }
    }
    return keep(first::get);
  }

  /** The rows of items that have at least {@code count} rows. */
  public Interactions withoutItemsBelow(int count) {
    int[] rows = new int[items.size()];
    for (int index : item) {
      rows[index]++;
    }
    return keep(row -> rows[item[row]] >= count);
  }

  /** Row numbers by time; equal times by row. */
  int[] byTime() {
    return IntStream.range(0, size())
        .boxed()
        .sorted((a, b) -> Long.compare(timeMs[a], timeMs[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The indices of users that have a row. */
  public BitSet usersPresent() {
    return present(user);
  }

  /** The indices of items that have a row. */
  public BitSet itemsPresent() {
    return present(item);
  }

  private static BitSet present(int[] indices) {
    BitSet present = new BitSet();
    for (int index : indices) {
      present.set(index);
    }
    return present;
  }

  private Interactions rows(int[] rows) {
    int n = rows.length;
    int[] user2 = new int[n];
    int[] item2 = new int[n];
    long[] timeMs2 = new long[n];
    float[] value2 = new float[n];
    for (int i = 0; i < n; i++) {
      user2[i] = user[rows[i]];
      item2[i] = item[rows[i]];
      timeMs2[i] = timeMs[rows[i]];
      value2[i] = value[rows[i]];
    }
    return new Interactions(users, items, user2, item2, timeMs2, value2);
  }
}
