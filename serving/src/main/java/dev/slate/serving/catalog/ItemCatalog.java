package dev.slate.serving.catalog;

import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.StateVersion;
import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentHashMap;
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
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicLong changes = new AtomicLong();

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

  public Collection<CatalogItem> items() {
    return Collections.unmodifiableCollection(items.values());
  }

  /** Grows with every change, so that who keeps lists knows when to make them again. */
  public long changes() {
    return changes.get();
  }

  /** Handles a record of {@code items}. */
  public void handleFacts(String id, byte @Nullable [] json, long offset) {
    intern(id).facts(json == null ? null : CatalogCodec.decodeItem(json));
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
              : ItemActivity.of(EntityState.decode(activityView, bytes), offset, version));
      changes.incrementAndGet();
    }
  }
}
