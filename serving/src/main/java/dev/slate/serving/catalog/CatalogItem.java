package dev.slate.serving.catalog;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FrozenState;
import dev.slate.featurestore.store.FeatureRow;
import org.jspecify.annotations.Nullable;

/**
 * One item in memory: one object per id for as long as the process lives, so that stages compare by
 * identity. What is known of it changes under the reader; each part is replaced whole.
 */
public final class CatalogItem {
  private final String id;
  private final int number;
  private volatile @Nullable Item facts;
  private volatile ItemActivity activity = ItemActivity.NONE;
  private volatile @Nullable FeatureRow longterm;

  CatalogItem(String id, int number) {
    this.id = id;
    this.number = number;
  }

  /** One that the catalogue did not tell of: no model knows it. */
  static CatalogItem kept(Item facts) {
    CatalogItem item = new CatalogItem(facts.itemId(), Integer.MAX_VALUE);
    item.facts(facts);
    return item;
  }

  /** The same item apart from the catalogue, as it was at another time. */
  public CatalogItem recorded(
      @Nullable Item thatFacts, @Nullable FrozenState state, @Nullable FeatureRow thatLongterm) {
    CatalogItem item = new CatalogItem(id, number);
    item.facts = thatFacts;
    item.activity = state == null ? ItemActivity.NONE : ItemActivity.of(state, -1, null);
    item.longterm = thatLongterm;
    return item;
  }

  public String id() {
    return id;
  }

  /** Numbers the items of this process from 0, so that what is known of them can be an array. */
  public int number() {
    return number;
  }

  /** The catalogue's facts, null if it has none: such an item is never shown. */
  public @Nullable Item facts() {
    return facts;
  }

  /** What happened to it lately. */
  public ItemActivity activity() {
    return activity;
  }

  /** The nightly run's row, null if there is none. */
  public @Nullable FeatureRow longterm() {
    return longterm;
  }

  /** Whether it may be shown at all at a time. */
  public boolean isAvailableAt(long nowMs) {
    Item known = facts;
    return known != null && known.isAvailableAt(nowMs);
  }

  public boolean isIn(String category) {
    Item known = facts;
    return known != null && known.categories().contains(category);
  }

  void facts(@Nullable Item newer) {
    facts = newer;
  }

  void activity(ItemActivity newer) {
    activity = newer;
  }

  /** Sets the nightly run's row. */
  public void longterm(@Nullable FeatureRow newer) {
    longterm = newer;
  }
}
