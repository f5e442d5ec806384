package dev.slate.training.model;

import java.util.Arrays;

/**
 * Who chose what, compact: user {@code u} chose {@code items[offsets[u] .. offsets[u + 1])}.
 *
 * @param itemCount items there are; every entry of {@code items} is below it
 * @param offsets {@code [users + 1]}, ascending from 0
 * @param items by user, each user's in any order, none twice
 */
public record Interactions(int itemCount, int[] offsets, int[] items) {
  /**
   * @throws IllegalArgumentException if offsets or items do not fit each other
   */
  public Interactions {
    if (offsets.length == 0 || offsets[0] != 0 || offsets[offsets.length - 1] != items.length) {
      throw new IllegalArgumentException(
          "offsets: " + offsets.length + " entries (expected: from 0 to " + items.length + ")");
    }
    for (int u = 1; u < offsets.length; u++) {
      if (offsets[u] < offsets[u - 1]) {
        throw new IllegalArgumentException("offsets[" + u + "]: " + offsets[u] + " descends");
      }
    }
    for (int item : items) {
      if (item < 0 || item >= itemCount) {
        throw new IllegalArgumentException(
            "item: " + item + " (expected: 0 to " + (itemCount - 1) + ")");
      }
    }
  }

  /** From one array of items per user. */
  public static Interactions of(int itemCount, int[][] byUser) {
    int[] offsets = new int[byUser.length + 1];
    for (int u = 0; u < byUser.length; u++) {
      offsets[u + 1] = offsets[u] + byUser[u].length;
    }
    int[] items = new int[offsets[byUser.length]];
    for (int u = 0; u < byUser.length; u++) {
      System.arraycopy(byUser[u], 0, items, offsets[u], byUser[u].length);
    }
    return new Interactions(itemCount, offsets, items);
  }

  public int users() {
    return offsets.length - 1;
  }

  /** A copy of one user's items. */
  public int[] itemsOf(int user) {
    return Arrays.copyOfRange(items, offsets[user], offsets[user + 1]);
  }

  /** Users who chose each item, {@code [itemCount]}. */
  public int[] itemCounts() {
    int[] counts = new int[itemCount];
    for (int item : items) {
      counts[item]++;
    }
    return counts;
  }

  /** The same pairs by item: users take the place of items. */
  public Interactions transposed() {
    int[] starts = new int[itemCount + 1];
    for (int item : items) {
      starts[item + 1]++;
    }
    for (int i = 0; i < itemCount; i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = starts.clone();
    int[] users = new int[items.length];
    for (int u = 0; u < users(); u++) {
      for (int at = offsets[u]; at < offsets[u + 1]; at++) {
        users[next[items[at]]++] = u;
      }
    }
    return new Interactions(users(), starts, users);
  }
}
