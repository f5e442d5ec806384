package dev.slate.serving.filter;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import org.jspecify.annotations.Nullable;

/** Items of the earlier pages of this slate. */
public final class EarlierPageFilter implements CandidateFilter {

  @Override
  public String name() {
    return "earlier-page";
  }

  @Override
  public @Nullable String refusal(RequestContext context, CatalogItem item) {
    return context.request().earlier().contains(item.id()) ? "on an earlier page" : null;
  }
}
