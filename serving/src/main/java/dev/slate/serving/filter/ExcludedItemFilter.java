package dev.slate.serving.filter;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import org.jspecify.annotations.Nullable;

/** Items that the request excludes. */
public final class ExcludedItemFilter implements CandidateFilter {

  @Override
  public String name() {
    return "excluded";
  }

  @Override
  public @Nullable String refusal(RequestContext context, CatalogItem item) {
    return context.request().exclude().contains(item.id()) ? "excluded by the request" : null;
  }
}
