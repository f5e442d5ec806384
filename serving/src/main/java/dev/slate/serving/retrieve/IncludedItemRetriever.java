package dev.slate.serving.retrieve;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The items that the request names, if it wants no others: most popular first, on every rung. */
public final class IncludedItemRetriever implements Retriever {
  private final ItemCatalog catalog;

  public IncludedItemRetriever(ItemCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public String name() {
    return "included";
  }

  @Override
  public boolean serves(Rung rung) {
    return true;
  }

  @Override
  public boolean applies(RequestContext context) {
    return !context.request().scope().include().isEmpty();
  }

  private record Entry(CatalogItem item, double popularity) {}

  @Override
  public List<Found> retrieve(RequestContext context) {
    List<Entry> entries = new ArrayList<>();
    for (String id : context.request().scope().include()) {
      CatalogItem item = catalog.find(id);
      if (item != null && context.isInScope(item)) {
        entries.add(new Entry(item, item.activity().popularity()));
      }
    }
    entries.sort(
        Comparator.comparingDouble((Entry e) -> -e.popularity).thenComparing(e -> e.item.id()));
    List<Found> found = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      found.add(new Found(entry.item, 1f / (1 + found.size())));
    }
    return found;
  }
}
