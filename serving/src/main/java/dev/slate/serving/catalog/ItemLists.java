package dev.slate.serving.catalog;

import dev.slate.data.catalog.Item;
import dev.slate.serving.scope.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Items in ready-made orders, best first; immutable. They were available when it was made: who
 * shows them asks again, for the life of one may have ended since.
 *
 * @param popular all of them: by popularity, then newest, then id
 * @param trending those to which something happened lately
 * @param newest the most recently created ones
 * @param popularByCategory as {@code popular}, within a category
 * @param popularByScope as {@code popular}, within scopes that were asked for since
 * @param origin where they come from
 */
public record ItemLists(
    List<CatalogItem> popular,
    List<CatalogItem> trending,
    List<CatalogItem> newest,
    Map<String, List<CatalogItem>> popularByCategory,
    Map<Scope, List<CatalogItem>> popularByScope,
    Origin origin) {

  /** Where lists come from. */
  public enum Origin {
    /** There is nothing yet. */
    NOWHERE,
    /** An earlier process kept them; the catalogue has not been read. */
    KEPT,
    /** A logged request had them. */
    RECORDED,
    CATALOGUE
  }

  private static final int TRENDING = 1_000;
  private static final int NEWEST = 200;
  private static final int SCOPES = 100;

  /** More than a slate can need: 500 and what may be refused. */
  private static final int FILTERED = 10_000;

  public static final ItemLists EMPTY =
      new ItemLists(List.of(), List.of(), List.of(), Map.of(), Map.of(), Origin.NOWHERE);

  private record Entry(CatalogItem item, ItemActivity activity, long createdMs) {
    boolean hasTrend() {
      return activity.trend() > Double.NEGATIVE_INFINITY;
    }
  }

  private static final Comparator<Entry> BY_POPULARITY =
      Comparator.comparingDouble((Entry e) -> -e.activity.popularity())
          .thenComparingLong(e -> -e.createdMs)
          .thenComparing(e -> e.item.id());
  private static final Comparator<Entry> BY_TREND =
      Comparator.comparingDouble((Entry e) -> -e.activity.trend()).thenComparing(BY_POPULARITY);
  private static final Comparator<Entry> BY_AGE =
      Comparator.comparingLong((Entry e) -> -e.createdMs).thenComparing(BY_POPULARITY);

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
    entries = byPopularity(entries);
    List<CatalogItem> popular = entries.stream().map(Entry::item).toList();
    List<Entry> alive = entries.stream().filter(Entry::hasTrend).toList();
    List<CatalogItem> trending = first(TRENDING, alive, BY_TREND);
    List<CatalogItem> newest = first(NEWEST, entries, BY_AGE);
    return new ItemLists(
        popular,
        trending,
        newest,
        byCategory(popular),
        new ConcurrentHashMap<>(),
        Origin.CATALOGUE);
  }

  /** By floats first, then each run of equal ones by the whole order. */
  private static List<Entry> byPopularity(List<Entry> entries) {
    float[] popularity = new float[entries.size()];
    for (int i = 0; i < popularity.length; i++) {
      popularity[i] = (float) entries.get(i).activity.popularity();
    }
    int[] rows = BestFirst.rows(popularity);
    Entry[] sorted = new Entry[rows.length];
    int run = 0;
    for (int i = 0; i < rows.length; i++) {
      sorted[i] = entries.get(rows[i]);
      boolean isLast = i + 1 == rows.length || popularity[rows[i + 1]] != popularity[rows[i]];
      if (isLast && i > run) {
        Arrays.sort(sorted, run, i + 1, BY_POPULARITY);
      }
      run = isLast ? i + 1 : run;
    }
    return Arrays.asList(sorted);
  }

  /** The first n of an order, without sorting the others. */
  private static List<CatalogItem> first(int n, List<Entry> entries, Comparator<Entry> order) {
    PriorityQueue<Entry> kept = new PriorityQueue<>(n + 1, order.reversed());
    for (Entry entry : entries) {
      if (kept.size() < n) {
        kept.add(entry);
      } else if (order.compare(entry, kept.element()) < 0) {
        kept.remove();
        kept.add(entry);
      }
    }
    return kept.stream().sorted(order).map(Entry::item).toList();
  }

  /** What a logged request was filled up with, in that order. */
  public static ItemLists recorded(List<CatalogItem> filled) {
    return new ItemLists(filled, List.of(), List.of(), Map.of(), Map.of(), Origin.RECORDED);
  }

  /** What an earlier process kept, best first. */
  public static ItemLists kept(List<Item> popular) {
    List<CatalogItem> items = popular.stream().map(CatalogItem::kept).toList();
    return new ItemLists(
        items, List.of(), List.of(), byCategory(items), new ConcurrentHashMap<>(), Origin.KEPT);
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

  /**
   * The popular items of a scope, best first; with a filter the first {@value #FILTERED}. A filter
   * is asked of every item once for as long as these lists hold, not once for every request; ids to
   * include are not looked at.
   */
  public List<CatalogItem> popularIn(Scope scope, long nowMs) {
    List<CatalogItem> unfiltered = scope.category() == null ? popular : popularIn(scope.category());
    if (scope.filter() == null || unfiltered.isEmpty()) {
      return unfiltered;
    }
    Scope key = new Scope(scope.category(), scope.filter(), Set.of());
    List<CatalogItem> known = popularByScope.get(key);
    if (known == null) {
      known = unfiltered.stream().filter(item -> key.admits(item, nowMs)).limit(FILTERED).toList();
      if (popularByScope.size() < SCOPES) {
        popularByScope.put(key, known);
      }
    }
    return known;
  }

  /** The popular items of a category, best first; empty if it is not known. */
  public List<CatalogItem> popularIn(String category) {
    return popularByCategory.getOrDefault(category, List.of());
  }
}
