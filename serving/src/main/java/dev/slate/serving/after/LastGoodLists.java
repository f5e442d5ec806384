package dev.slate.serving.after;

import dev.slate.serving.catalog.CatalogItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The last good list of the users who asked most recently. Thread-safe; at most {@code capacity}
 * users, the one who asked longest ago leaves first.
 */
public final class LastGoodLists {
  private final Map<String, List<CatalogItem>> lists;
  private final ServedItems served;
  private boolean forgotten;

  public LastGoodLists(int capacity) {
    served = new ServedItems(capacity);
    lists =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, List<CatalogItem>> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Best first; empty if there is none. */
  public synchronized List<CatalogItem> of(String userId) {
    return lists.getOrDefault(userId, List.of());
  }

  /** What they were shown lately. */
  public ServedItems served() {
    return served;
  }

  /** Drops all that is remembered of some users. */
  public synchronized void forget(Predicate<String> userIds) {
    forgotten |= lists.keySet().removeIf(userIds);
    served.forget(userIds);
  }

  /** Whether anybody was dropped since this was last asked: then copies must be made again. */
  public synchronized boolean hasForgotten() {
    boolean was = forgotten;
    forgotten = false;
    return was;
  }

  /** All lists now, the user who asked longest ago first. */
  public synchronized Map<String, List<CatalogItem>> all() {
    return new LinkedHashMap<>(lists);
  }

  /** Keeps a list, best first. */
  public synchronized void keep(String userId, List<CatalogItem> list) {
    lists.put(userId, list);
  }
}
