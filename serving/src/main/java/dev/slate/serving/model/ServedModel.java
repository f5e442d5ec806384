package dev.slate.serving.model;

import dev.slate.data.catalog.Item;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.training.model.registry.ModelBundle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A model with the catalogue's objects for its rows; immutable. */
public final class ServedModel {
  private final ModelBundle bundle;
  private final List<CatalogItem> items;

  /** The row of an item by its number, -1 if the model does not know it. */
  private final int[] rows;

  private ServedModel(ModelBundle bundle, List<CatalogItem> items) {
    this.bundle = bundle;
    this.items = items;
    this.rows = new int[1 + items.stream().mapToInt(CatalogItem::number).max().orElse(-1)];
    Arrays.fill(rows, -1);
    for (int row = 0; row < items.size(); row++) {
      rows[items.get(row).number()] = row;
    }
  }

  /** Finds the catalogue's object of every row. */
  public static ServedModel of(ModelBundle bundle, ItemCatalog catalog) {
    return new ServedModel(bundle, bundle.items().ids().stream().map(catalog::intern).toList());
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
    Item facts = item.facts();
    return bundle
        .tower()
        .itemVector(facts == null ? new Item(item.id(), "", List.of(), 0, true, Map.of()) : facts);
  }
}
