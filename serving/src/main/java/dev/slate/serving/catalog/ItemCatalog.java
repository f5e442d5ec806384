package dev.slate.serving.catalog;

import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.FrozenState;
import dev.slate.featurestore.store.StateVersion;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Every item in memory, kept current from the topics {@code items} and {@code item-states}.
 * Thread-safe.
 */
public final class ItemCatalog {
  private final FeatureView activityView;
  private final ConcurrentHashMap<String, CatalogItem> items = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<List<String>, List<String>> categories =
      new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();

  /** Of the items with facts. */
  private final ConcurrentSkipListSet<String> ids = new ConcurrentSkipListSet<>();

  private final ConcurrentSkipListSet<LifeDate> lifeDates = new ConcurrentSkipListSet<>();
  private final ChangeLog factsChanges = new ChangeLog();
  private final AtomicLong changes = new AtomicLong();

  /** When an item's life begins or ends. */
  private record LifeDate(long atMs, CatalogItem item) implements Comparable<LifeDate> {
    @Override
    public int compareTo(LifeDate other) {
      int byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : Integer.compare(item.number(), other.item.number());
    }
  }

  public ItemCatalog(FeatureView activityView) {
    this.activityView = activityView;
  }

  /** The item of an id, null if nothing is known of it. */
  public @Nullable CatalogItem find(String id) {
    return items.get(id);
  }

  /** The one object of an id; a new one has no facts and is never shown. */
  public CatalogItem intern(String id) {
    CatalogItem known = items.get(id);
    return known != null
        ? known
        : items.computeIfAbsent(id, unknown -> new CatalogItem(unknown, numbers.getAndIncrement()));
  }

  /** Facts of an id, null if it is not in the catalogue. */
  public @Nullable Item facts(String id) {
    CatalogItem item = items.get(id);
    return item == null ? null : item.facts();
  }

  /** Ids of items with facts that come after an id (null: all), in their order. */
  NavigableSet<String> idsAfter(@Nullable String id) {
    return id == null ? ids : ids.tailSet(id, false);
  }

  public Collection<CatalogItem> items() {
    return Collections.unmodifiableCollection(items.values());
  }

  /** Grows with every change, so that who keeps lists knows when to make them again. */
  public long changes() {
    return changes.get();
  }

  /**
   * Grows when what a scope admits may have changed: with the facts of any item, and when an item's
   * life begins or ends. Who keeps what a scope admits reads it before the items.
   */
  public long factsVersion() {
    return factsChanges.version();
  }

  /**
   * The items for which {@link #factsVersion} has grown since it was {@code version}, null if there
   * were too many to remember.
   */
  public @Nullable List<CatalogItem> changedSince(long version) {
    return factsChanges.since(version);
  }

  /** Handles a record of {@code items}; one at a time. */
  public void handleFacts(String id, byte @Nullable [] json, long offset) {
    Item facts = json == null ? null : sharing(CatalogCodec.decodeItem(json));
    CatalogItem item = intern(id);
    item.facts(facts);
    if (facts == null) {
      ids.remove(id);
    } else {
      ids.add(id);
    }
    if (facts != null && facts.availableFromMs() != 0) {
      lifeDates.add(new LifeDate(facts.availableFromMs(), item));
    }
    if (facts != null && facts.expiresMs() != 0) {
      lifeDates.add(new LifeDate(facts.expiresMs(), item));
    }
    changed(item);
  }

  /** The same with categories that are one object for all items that have them: they stay near. */
  private Item sharing(Item facts) {
    List<String> known = categories.putIfAbsent(facts.categories(), facts.categories());
    return known == null ? facts : facts.withCategories(known);
  }

  /** Takes note of the lives that began or ended up to now; cheap when there were none. */
  void passTime(long nowMs) {
    for (LifeDate next = first(); next != null && next.atMs <= nowMs; next = first()) {
      lifeDates.remove(next);
      changed(next.item);
    }
  }

  private @Nullable LifeDate first() {
    return lifeDates.isEmpty() ? null : lifeDates.first();
  }

  private void changed(CatalogItem item) {
    factsChanges.add(item);
    changes.incrementAndGet();
  }

  /**
   * Handles a record of {@code item-states}; the greater version wins.
   *
   * @param version null if the record carries none; then the newer offset wins
   */
  void handleState(
      String id, byte @Nullable [] bytes, long offset, @Nullable StateVersion version) {
    CatalogItem item = intern(id);
    if (item.activity().isOlderThan(offset, version)) {
      item.activity(
          bytes == null
              ? ItemActivity.deleted(offset, version)
              : ItemActivity.of(FrozenState.decode(activityView, bytes), offset, version));
      changes.incrementAndGet();
    }
  }
}
