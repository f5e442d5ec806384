package dev.slate.serving.model;

import dev.slate.data.catalog.Item;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.training.model.registry.ModelBundle;
import java.util.List;
import java.util.Map;

/**
 * A model with the catalogue's objects for its rows; immutable.
 *
 * @param items row {@code i} of the model's matrices is {@code items.get(i)}
 */
public record ServedModel(ModelBundle bundle, List<CatalogItem> items) {

  /** Finds the catalogue's object of every row. */
  public static ServedModel of(ModelBundle bundle, ItemCatalog catalog) {
    return new ServedModel(bundle, bundle.items().ids().stream().map(catalog::intern).toList());
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
    return bundle.items().indexOf(item.id());
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
