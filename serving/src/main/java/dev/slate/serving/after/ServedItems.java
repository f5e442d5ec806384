package dev.slate.serving.after;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the users who asked most recently were shown by this process, and when: at most {@value
 * #ITEMS} items each. Who was served longest ago leaves first. Reading takes no lock. Thread-safe.
 */
public final class ServedItems {
  private static final int ITEMS = 200;

  /** Times by item id, milliseconds since 1970; the maps do not change once they are here. */
  private final Map<String, Map<String, Long>> byUser = new ConcurrentHashMap<>();

  private final Map<String, Boolean> order;

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

  /** When an item was last shown to a user; null if that is not known. */
  public @Nullable Long servedMs(String userId, String itemId) {
    Map<String, Long> times = byUser.get(userId);
    return times == null ? null : times.get(itemId);
  }

  synchronized void add(String userId, List<String> itemIds, long nowMs) {
    LinkedHashMap<String, Long> times = new LinkedHashMap<>(byUser.getOrDefault(userId, Map.of()));
    for (String id : itemIds) {
      times.remove(id);
      times.put(id, nowMs);
    }
    var oldest = times.keySet().iterator();
    for (int surplus = times.size() - ITEMS; surplus > 0; surplus--) {
      oldest.next();
      oldest.remove();
    }
    byUser.put(userId, times);
    order.put(userId, true);
  }

  synchronized void forget(Predicate<String> userIds) {
    order.keySet().removeIf(userIds);
    byUser.keySet().removeIf(userIds);
  }
}
