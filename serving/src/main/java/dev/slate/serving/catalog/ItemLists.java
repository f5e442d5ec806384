package dev.slate.serving.catalog;

import dev.slate.data.catalog.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Available items in ready-made orders, best first; immutable.
 *
 * @param popular all of them: by popularity, then newest, then id
 * @param trending those to which something happened lately
 * @param newest the most recently created ones
 * @param popularByCategory as {@code popular}, within a category
 * @param origin where they come from
 */
public record ItemLists(
    List<CatalogItem> popular,
    List<CatalogItem> trending,
    List<CatalogItem> newest,
    Map<String, List<CatalogItem>> popularByCategory,
    Origin origin) {

  /** Where lists come from. */
  public enum Origin {
    /** There is nothing yet. */
    NOWHERE,
    /** An earlier process kept them; the catalogue has not been read. */
    KEPT,
    CATALOGUE
  }

  private static final int TRENDING = 1_000;
  private static final int NEWEST = 200;

  public static final ItemLists EMPTY =
      new ItemLists(List.of(), List.of(), List.of(), Map.of(), Origin.NOWHERE);

  private record Entry(CatalogItem item, ItemActivity activity, long createdMs) {}

  /** Sorts a catalogue; O(n log n). */
  public static ItemLists of(Collection<CatalogItem> catalog) {
    // Sort keys are copied first: they change under us.
    List<Entry> entries = new ArrayList<>(catalog.size());
    for (CatalogItem item : catalog) {
      var facts = item.facts();
      if (facts != null && facts.available()) {
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
    return new ItemLists(popular, trending, newest, byCategory(popular), Origin.CATALOGUE);
  }

  /** What an earlier process kept, best first. */
  public static ItemLists kept(List<Item> popular) {
    List<CatalogItem> items = new ArrayList<>(popular.size());
    for (Item facts : popular) {
      CatalogItem item = new CatalogItem(facts.itemId());
      item.facts(facts);
      items.add(item);
    }
    return new ItemLists(items, List.of(), List.of(), byCategory(items), Origin.KEPT);
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
