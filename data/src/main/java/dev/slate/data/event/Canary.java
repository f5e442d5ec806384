package dev.slate.data.event;

import dev.slate.data.Partitioning;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The made-up users and the made-up item of events that only measure the way from the log to the
 * online state. They are folded into their own users' states and reach nothing else: not the lake,
 * no training set, no item's features, no view's newest event time.
 */
public final class Canary {
  /** What every canary's user id begins with; a number follows. */
  public static final String USER_PREFIX = "slate-canary-";

  /** What canaries click on. */
  public static final String ITEM = "slate-canary";

  private Canary() {}

  /** Whether an event was sent to measure. */
  public static boolean is(Event event) {
    return isUser(event.userId()) || isItem(event.itemId());
  }

  public static boolean isUser(String userId) {
    return userId.startsWith(USER_PREFIX);
  }

  public static boolean isItem(String itemId) {
    return itemId.equals(ITEM);
  }

  /** One user id for each partition, in their order: the ids with the smallest numbers. */
  public static List<String> users(int partitions) {
    String[] users = new String[partitions];
    Set<Integer> missing = new HashSet<>();
    for (int partition = 0; partition < partitions; partition++) {
      missing.add(partition);
    }
    for (int number = 0; !missing.isEmpty(); number++) {
      String user = USER_PREFIX + number;
      int partition = Partitioning.of(user, partitions);
      if (missing.remove(partition)) {
        users[partition] = user;
      }
    }
    return List.of(users);
  }
}
