package dev.slate.serving.model;

import dev.slate.data.catalog.Item;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.scope.Scope;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.registry.ModelBundle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A model with the catalogue's objects for its rows, what scopes admit of them, and the items that
 * are newer than the model. Thread-safe.
 */
public final class ServedModel {
  private final ModelBundle bundle;
  private final List<CatalogItem> items;

  /** The row of an item by its number, -1 if the model does not know it. */
  private final int[] rows;

  private final ItemCatalog catalog;
  private final ScopeMasks masks;
  private volatile NewItems newItems;

  private ServedModel(ModelBundle bundle, List<CatalogItem> items, ItemCatalog catalog) {
    this.bundle = bundle;
    this.items = items;
    this.catalog = catalog;
    this.rows = new int[1 + items.stream().mapToInt(CatalogItem::number).max().orElse(-1)];
    Arrays.fill(rows, -1);
    for (int row = 0; row < items.size(); row++) {
      rows[items.get(row).number()] = row;
    }
    this.masks = new ScopeMasks(bundle, items, this::rowOf, catalog);
    this.newItems = NewItems.of(bundle, this::rowOf, catalog);
  }

  /** Finds the catalogue's object of every row. */
  public static ServedModel of(ModelBundle bundle, ItemCatalog catalog) {
    List<CatalogItem> items = bundle.items().ids().stream().map(catalog::intern).toList();
    return new ServedModel(bundle, items, catalog);
  }

  public ModelBundle bundle() {
    return bundle;
  }

  /** Row {@code i} of the model's matrices is {@code items.get(i)}. */
  public List<CatalogItem> items() {
    return items;
  }

  public String version() {
    return bundle.manifest().version();
  }

  /** The item of a row. */
  public CatalogItem item(int row) {
    return items.get(row);
  }

  /** The row of an item, -1 if the model does not know it. */
  public int rowOf(CatalogItem item) {
    int number = item.number();
    return number < rows.length ? rows[number] : -1;
  }

  /** The unit vector of an item by the item tower; one that training has not seen has one too. */
  public float[] vectorOf(CatalogItem item) {
    int row = rowOf(item);
    if (row >= 0) {
      return bundle.tower().itemVectors().row(row);
    }
    float[] known = newItems.vectorOf(item);
    return known != null ? known.clone() : vectorByFacts(bundle, item);
  }

  /** An item's vector by its facts alone. */
  static float[] vectorByFacts(ModelBundle bundle, CatalogItem item) {
    Item facts = item.facts();
    return bundle
        .tower()
        .itemVector(facts == null ? new Item(item.id(), "", List.of(), 0, true, Map.of()) : facts);
  }

  /**
   * The rows that a scope admits by the catalogue as it is now; kept for the next who asks.
   *
   * @param nowMs for life dates; what began or ended in the last half second may be missing
   */
  public RowMask maskOf(Scope scope, long nowMs) {
    return masks.of(scope, nowMs);
  }

  /** Items that the model does not know: as of the last {@link #refresh}. */
  public NewItems newItems() {
    return newItems;
  }

  /** Takes in what has become new or has changed since; cheap if nothing has. One thread. */
  public void refresh() {
    newItems = newItems.refreshed(bundle, this::rowOf, catalog);
  }
}
