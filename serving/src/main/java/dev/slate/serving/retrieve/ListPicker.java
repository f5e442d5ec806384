package dev.slate.serving.retrieve;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import java.util.ArrayList;
import java.util.List;

/** Takes the first items of a ready-made list that are in scope. */
final class ListPicker {
  private ListPicker() {}

  /**
   * At most {@code limit}; the score falls from 1 with the place. None if the request names the
   * items it wants: those have a source of their own, and a list would be searched to its end.
   */
  static List<Retriever.Found> pick(RequestContext context, List<CatalogItem> list, int limit) {
    if (!context.request().scope().include().isEmpty()) {
      return List.of();
    }
    List<Retriever.Found> found = new ArrayList<>(Math.min(limit, list.size()));
    for (CatalogItem item : list) {
      if (found.size() == limit) {
        break;
      }
      if (context.isInScope(item)) {
        found.add(new Retriever.Found(item, 1f / (1 + found.size())));
      }
    }
    return found;
  }
}
