package dev.slate.serving.filter;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import org.jspecify.annotations.Nullable;

/** The item that the user is looking at. */
public final class CurrentItemFilter implements CandidateFilter {

  @Override
  public String name() {
    return "current";
  }

  @Override
  public @Nullable String refusal(RequestContext context, CatalogItem item) {
    String current = context.request().situation().currentItem();
    return current != null && current.equals(item.id()) ? "looked at now" : null;
  }
}
