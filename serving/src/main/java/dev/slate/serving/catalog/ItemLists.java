package dev.slate.serving.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Items in ready-made orders, best first; immutable. They were available when it was made: who
 * shows them asks again, for the life of one may have ended since.
 *
 * @param popular all of them: by popularity, then newest, then id
 * @param trending those to which something happened lately
 * @param newest the most recently created ones
 * @param popularByCategory as {@code popular}, within a category
 */
public record ItemLists(
    List<CatalogItem> popular,
    List<CatalogItem> trending,
    List<CatalogItem> newest,
    Map<String, List<CatalogItem>> popularByCategory) {
  private static final int TRENDING = 1_000;
  private static final int NEWEST = 200;

  public static final ItemLists EMPTY = new ItemLists(List.of(), List.of(), List.of(), Map.of());

  private record Entry(CatalogItem item, ItemActivity activity, long createdMs) {}

  /** Sorts what of a catalogue is available at a time; O(n log n). */
  public static ItemLists of(Collection<CatalogItem> catalog, long nowMs) {
    // Sort keys are copied first: they change under us.
    List<Entry> entries = new ArrayList<>(catalog.size());
    for (CatalogItem item : catalog) {
      var facts = item.facts();
      if (facts != null && facts.isAvailableAt(nowMs)) {
        entries.add(new Entry(item, item.activity(), facts.createdMs()));
      }
    }
    entries.sort(
        Comparator.comparingDouble((Entry e) -> -e.activity.popularity())
            .thenComparingLong(e -> -e.createdMs)
            .thenComparing(e -> e.item.id()));
    List<CatalogItem> popular = entries.stream().map(Entry::item).toList();
    List<CatalogItem> trending =
        entries.stream()
            .filter(e -> e.activity.trend() > Double.NEGATIVE_INFINITY)
            .sorted(Comparator.comparingDouble((Entry e) -> -e.activity.trend()))
            .limit(TRENDING)
            .map(Entry::item)
            .toList();
    List<CatalogItem> newest =
        entries.stream()
            .sorted(Comparator.comparingLong((Entry e) -> -e.createdMs))
            .limit(NEWEST)
            .map(Entry::item)
            .toList();
    return new ItemLists(popular, trending, newest, byCategory(popular));
  }

  private static Map<String, List<CatalogItem>> byCategory(List<CatalogItem> popular) {
    Map<String, List<CatalogItem>> lists = new HashMap<>();
    for (CatalogItem item : popular) {
      var facts = item.facts();
      if (facts != null) {
        for (String category : facts.categories()) {
          lists.computeIfAbsent(category, c -> new ArrayList<>()).add(item);
        }
      }
    }
    return lists;
  }

  /** The popular items of a category, best first; empty if it is not known. */
  public List<CatalogItem> popularIn(String category) {
    return popularByCategory.getOrDefault(category, List.of());
  }
}
