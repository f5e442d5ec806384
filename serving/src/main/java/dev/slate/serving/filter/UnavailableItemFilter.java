package dev.slate.serving.filter;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import org.jspecify.annotations.Nullable;

/** Items that the catalogue does not have, or not now. */
public final class UnavailableItemFilter implements CandidateFilter {

  @Override
  public String name() {
    return "unavailable";
  }

  @Override
  public @Nullable String refusal(RequestContext context, CatalogItem item) {
    if (item.facts() == null) {
      return "not in the catalogue";
    }
    return item.isAvailable() ? null : "not available";
  }
}
