package dev.slate.training.spark;

import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Positives with a known structure: users and items are in {@code groups} groups, and users choose
 * mostly from their own.
 */
public final class Planted {
  private Planted() {}

  /** Each user chooses {@code perUser} different items, nine in ten from the own group. */
  public static Positives positives(int users, int items, int groups, int perUser, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] user = new int[users * perUser];
    int[] item = new int[users * perUser];
    long[] timeMs = new long[users * perUser];
    int row = 0;
    for (int u = 0; u < users; u++) {
      TreeSet<Integer> chosen = new TreeSet<>();
      while (chosen.size() < perUser) {
        int any = random.nextInt(items / groups) * groups;
        boolean own = random.nextInt(10) > 0;
        int next = any + (own ? group(u, groups) : random.nextInt(groups));
        if (chosen.add(next)) {
          user[row] = u;
          item[row] = next;
          timeMs[row++] = random.nextLong(1_000_000);
        }
      }
    }
    return Positives.of(users, items, user, item, timeMs);
  }

  /** The group of a user or an item. */
  public static int group(int index, int groups) {
    return index % groups;
  }
}
