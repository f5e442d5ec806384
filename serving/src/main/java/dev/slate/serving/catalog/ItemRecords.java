package dev.slate.serving.catalog;

import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import org.jspecify.annotations.Nullable;

/** The items of the catalogue as records. */
public record ItemRecords(ItemCatalog catalog) implements CatalogRecords<Item> {

  @Override
  public String noun() {
    return "item";
  }

  @Override
  public String idField() {
    return "itemId";
  }

  @Override
  public Item decode(byte[] json) {
    return CatalogCodec.decodeItem(json);
  }

  @Override
  public String idOf(Item item) {
    return item.itemId();
  }

  @Override
  public @Nullable Item find(String id) {
    return catalog.facts(id);
  }

  @Override
  public Iterable<Item> after(@Nullable String id) {
    return () ->
        catalog.idsAfter(id).stream().map(catalog::facts).filter(f -> f != null).iterator();
  }
}
