package dev.slate.serving.http;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.topic.TopicWriter;
import java.util.List;
import java.util.function.Supplier;

/** {@code /v1/items}. */
final class ItemApi {
  private final ItemCatalog catalog;
  private final Supplier<ItemLists> lists;
  private final TopicWriter items;
  private final int slateSize;

  ItemApi(ItemCatalog catalog, Supplier<ItemLists> lists, TopicWriter items, int slateSize) {
    this.catalog = catalog;
    this.lists = lists;
    this.items = items;
    this.slateSize = slateSize;
  }

  /** Items in some order. */
  record ItemList(List<Item> items) {}

  Object one(HttpCall call) {
    return known(call.allow().id("id"));
  }

  Object put(HttpCall call) {
    String id = call.allow().id("id");
    Item item = CatalogCodec.decodeItem(call.body());
    if (!item.itemId().equals(id)) {
      throw ApiException.badField(
          "itemId", item.itemId(), id + ", as in the path", "use the same id in both");
    }
    items.write(id, CatalogCodec.encode(item));
    return Json.of(HttpStatus.ACCEPTED, MediaType.JSON_UTF_8, item);
  }

  Object popular(HttpCall call) {
    call.allow("count", "category");
    String category = call.text("category");
    return list(call, category == null ? lists.get().popular() : lists.get().popularIn(category));
  }

  Object trending(HttpCall call) {
    return list(call.allow("count"), lists.get().trending());
  }

  private ItemList list(HttpCall call, List<CatalogItem> from) {
    int count = call.wholeNumber("count", 1, SlateRequest.MAX_COUNT, slateSize);
    return new ItemList(
        from.stream().map(CatalogItem::facts).filter(f -> f != null).limit(count).toList());
  }

  private Item known(String id) {
    Item item = catalog.facts(id);
    if (item == null) {
      throw ApiException.notFound("item " + id, "id", "add it with PUT /v1/items/{id}");
    }
    return item;
  }
}
