package dev.slate.serving.after;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the users who asked most recently were shown by this process, and when: at most {@value
 * #ITEMS} items each. Who was served longest ago leaves first. Reading takes no lock. Thread-safe.
 */
public final class ServedItems {
  private static final int ITEMS = 200;

  private final Map<String, Shown> byUser = new ConcurrentHashMap<>();
  private final Map<String, Boolean> order;

  /**
   * One user's, oldest first and none twice. Arrays, as each answer leaves one of these behind and
   * the collector copies it: a map would be four times as much.
   *
   * @param hashes of the ids, to be looked through in their place
   * @param timesMs since 1970
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Shown(String[] ids, int[] hashes, long[] timesMs) {
    static final Shown NOTHING = Shown.of(List.of());

    static Shown of(List<Served> items) {
      return new Shown(
          items.stream().map(Served::id).toArray(String[]::new),
          items.stream().mapToInt(item -> item.id().hashCode()).toArray(),
          items.stream().mapToLong(Served::timeMs).toArray());
    }
  }

  private record Served(String id, long timeMs) {}

  ServedItems(int capacity) {
    order =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            if (size() <= capacity) {
              return false;
            }
            byUser.remove(eldest.getKey());
            return true;
          }
        };
  }

  /** When an item was last shown to a user; null if that is not known. O({@value #ITEMS}). */
  public @Nullable Long servedMs(String userId, String itemId) {
    Shown shown = byUser.getOrDefault(userId, Shown.NOTHING);
    int hash = itemId.hashCode();
    for (int i = 0; i < shown.hashes.length; i++) {
      if (shown.hashes[i] == hash && shown.ids[i].equals(itemId)) {
        return shown.timesMs[i];
      }
    }
    return null;
  }

  synchronized void add(String userId, List<String> itemIds, long nowMs) {
    Shown before = byUser.getOrDefault(userId, Shown.NOTHING);
    Set<String> now = new LinkedHashSet<>(itemIds);
    List<Served> all = new ArrayList<>();
    for (int i = 0; i < before.ids.length; i++) {
      if (!now.contains(before.ids[i])) {
        all.add(new Served(before.ids[i], before.timesMs[i]));
      }
    }
    now.forEach(id -> all.add(new Served(id, nowMs)));
    byUser.put(userId, Shown.of(all.subList(Math.max(0, all.size() - ITEMS), all.size())));
    order.put(userId, true);
  }

  synchronized void forget(Predicate<String> userIds) {
    order.keySet().removeIf(userIds);
    byUser.keySet().removeIf(userIds);
  }
}
