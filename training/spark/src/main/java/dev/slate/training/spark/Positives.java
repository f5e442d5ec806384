package dev.slate.training.spark;

import dev.slate.data.split.Interactions;
import dev.slate.training.model.ItemIds;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Who chose what, by time: three arrays of which each cut is a range. Items are rows of the models'
 * {@link ItemIds}, users are indices of {@link Interactions#users()}. Immutable; {@link #before}
 * and {@link #since} copy nothing.
 */
public final class Positives {
  private final int users;
  private final int items;
  private final int[] user;
  private final int[] item;
  private final long[] timeMs;
  private final int from;
  private final int to;

  private Positives(int users, int items, int[] user, int[] item, long[] timeMs, int from, int to) {
    this.users = users;
    this.items = items;
    this.user = user;
    this.item = item;
    this.timeMs = timeMs;
    this.from = from;
    this.to = to;
  }

  /**
   * Rows of a data set, sorted by time; equal times keep their order.
   *
   * @param items must hold every item of the rows
   */
  public static Positives of(Interactions rows, ItemIds items) {
    int n = rows.size();
    int[] user = new int[n];
    int[] item = new int[n];
    long[] timeMs = new long[n];
    int[] itemRow = rows.items().all().stream().mapToInt(items::indexOf).toArray();
    for (int i = 0; i < n; i++) {
      user[i] = rows.user(i);
      item[i] = itemRow[rows.item(i)];
      timeMs[i] = rows.timeMs(i);
    }
    return of(rows.users().size(), items.size(), user, item, timeMs);
  }

  /**
   * Rows in three arrays of the same length, sorted by time; equal times keep their order.
   *
   * @param users above every entry of {@code user}
   * @param items above every entry of {@code item}
   */
  public static Positives of(int users, int items, int[] user, int[] item, long[] timeMs) {
    int n = user.length;
    int[] order = byTime(timeMs);
    int[] sortedUser = new int[n];
    int[] sortedItem = new int[n];
    long[] sortedTimeMs = new long[n];
    for (int i = 0; i < n; i++) {
      sortedUser[i] = checkIndex("user", user[order[i]], users);
      sortedItem[i] = checkIndex("item", item[order[i]], items);
      sortedTimeMs[i] = timeMs[order[i]];
    }
    return new Positives(users, items, sortedUser, sortedItem, sortedTimeMs, 0, n);
  }

  /** Places in order of time, equal times in order of place. */
  private static int[] byTime(long[] timeMs) {
    int n = timeMs.length;
    long min = LongStream.of(timeMs).min().orElse(0);
    long max = LongStream.of(timeMs).max().orElse(0);
    int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(n);
    if (max - min >= 0 && max - min < 1L << (Long.SIZE - 1 - placeBits)) {
      // Time and place fit one number: no boxes, which tens of millions of rows have no room for.
      long[] keys = new long[n];
      Arrays.setAll(keys, i -> (timeMs[i] - min) << placeBits | i);
      Arrays.parallelSort(keys);
      return Arrays.stream(keys).mapToInt(key -> (int) (key & ((1L << placeBits) - 1))).toArray();
    }
    return IntStream.range(0, n)
        .boxed()
        .sorted(Comparator.comparingLong(i -> timeMs[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int checkIndex(String name, int index, int size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          name + ": " + index + " (expected: 0 to " + (size - 1) + ")");
    }
    return index;
  }

  /** Number of users, also of those without a row in this range. */
  public int users() {
    return users;
  }

  /** Number of items, also of those without a row in this range. */
  public int items() {
    return items;
  }

  /** Number of rows in this range. */
  public int size() {
    return to - from;
  }

  public int user(int row) {
    return user[from + row];
  }

  public int item(int row) {
    return item[from + row];
  }

  public long timeMs(int row) {
    return timeMs[from + row];
  }

  /** The rows strictly before a time. */
  public Positives before(long cutMs) {
    return range(from, lowerBound(cutMs));
  }

  /** The rows at or after a time. */
  public Positives since(long cutMs) {
    return range(lowerBound(cutMs), to);
  }

  /**
   * The time of the row at {@code floor(share * size())}: {@link #before} it lie about {@code
   * share} of the rows, and equal times are not torn apart.
   *
   * @throws IllegalStateException if there are no rows
   */
  public long cutMs(double share) {
    if (size() == 0) {
      throw new IllegalStateException("positives: none (expected: at least one)");
    }
    return timeMs(Math.min((int) (share * size()), size() - 1));
  }

  /** Each user's items, oldest first: {@code [users][...]}. */
  public int[][] itemsByUser() {
    int[] count = new int[users];
    for (int row = from; row < to; row++) {
      count[user[row]]++;
    }
    int[][] lists = new int[users][];
    Arrays.setAll(lists, u -> new int[count[u]]);
    Arrays.fill(count, 0);
    for (int row = from; row < to; row++) {
      lists[user[row]][count[user[row]]++] = item[row];
    }
    return lists;
  }

  /** Each user's rows of this range, ascending: {@code [users][...]}. */
  public int[][] rowsByUser() {
    int[] count = new int[users];
    for (int row = 0; row < size(); row++) {
      count[user(row)]++;
    }
    int[][] rows = new int[users][];
    Arrays.setAll(rows, u -> new int[count[u]]);
    Arrays.fill(count, 0);
    for (int row = 0; row < size(); row++) {
      rows[user(row)][count[user(row)]++] = row;
    }
    return rows;
  }

  /** How many rows each item has: {@code [items]}. */
  public int[] itemCounts() {
    int[] counts = new int[items];
    for (int row = from; row < to; row++) {
      counts[item[row]]++;
    }
    return counts;
  }

  /** The items that have a row in this range. */
  public BitSet itemsPresent() {
    BitSet present = new BitSet(items);
    for (int row = from; row < to; row++) {
      present.set(item[row]);
    }
    return present;
  }

  /** The rows that pass, a copy; the argument is a row of this range. */
  public Positives keep(IntPredicate row) {
    int[] rows = IntStream.range(0, size()).filter(row).toArray();
    return new Positives(
        users,
        items,
        IntStream.of(rows).map(this::user).toArray(),
        IntStream.of(rows).map(this::item).toArray(),
        IntStream.of(rows).mapToLong(this::timeMs).toArray(),
        0,
        rows.length);
  }

  private Positives range(int newFrom, int newTo) {
    return new Positives(users, items, user, item, timeMs, newFrom, newTo);
  }

  private int lowerBound(long cutMs) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timeMs[middle] < cutMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
