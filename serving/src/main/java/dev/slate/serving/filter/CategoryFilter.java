package dev.slate.serving.filter;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import org.jspecify.annotations.Nullable;

/** Items outside the category that the request asks for. */
public final class CategoryFilter implements CandidateFilter {

  @Override
  public String name() {
    return "category";
  }

  @Override
  public @Nullable String refusal(RequestContext context, CatalogItem item) {
    String category = context.request().category();
    return category == null || item.isIn(category) ? null : "not in " + category;
  }
}
