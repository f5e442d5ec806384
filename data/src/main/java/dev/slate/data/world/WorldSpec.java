package dev.slate.data.world;

import java.time.Duration;

/**
 * The size of a synthetic world; two equal specs make the same world.
 *
 * @param seed of everything random in it
 * @param users how many, at least 1
 * @param items how many, at least 20
 * @param days how long its history is, at least 1
 * @param endMs when its history ends, milliseconds since 1970
 * @param sessionsPerUser mean number of visits of a user over the whole history
 */
public record WorldSpec(
    long seed, int users, int items, int days, long endMs, double sessionsPerUser) {

  public WorldSpec {
    require(users >= 1, "users", users, "at least 1");
    require(items >= 20, "items", items, "at least 20");
    require(days >= 1, "days", days, "at least 1");
    require(
        endMs >= Duration.ofDays(days).toMillis() * 2, "endMs", endMs, "after 1970, by 2 * days");
    require(
        sessionsPerUser > 0 && sessionsPerUser <= 1_000,
        "sessionsPerUser",
        sessionsPerUser,
        "above 0, at most 1000");
  }

  /** The world that {@code slate up} begins with: 1,800 users, 900 items, 60 days. */
  public static WorldSpec standard(long endMs) {
    return new WorldSpec(42, 1_800, 900, 60, endMs, 12);
  }

  /** The same world size under another seed. */
  public WorldSpec withSeed(long newSeed) {
    return new WorldSpec(newSeed, users, items, days, endMs, sessionsPerUser);
  }

  /** The same world with another number of users and items. */
  public WorldSpec withSize(int newUsers, int newItems) {
    return new WorldSpec(seed, newUsers, newItems, days, endMs, sessionsPerUser);
  }

  /** When its history begins, milliseconds since 1970. */
  public long startMs() {
    return endMs - Duration.ofDays(days).toMillis();
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
