package dev.slate.serving.filter;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import org.jspecify.annotations.Nullable;

/** A rule that an item must pass on every rung; fails closed. */
public interface CandidateFilter {

  /** Stable name. */
  String name();

  /** Whether it holds even if a slate stays short. */
  default boolean isAbsolute() {
    return true;
  }

  /** Why the item must not be shown, null if it may. */
  @Nullable String refusal(RequestContext context, CatalogItem item);
}
