package dev.slate.serving.filter;

import dev.slate.data.catalog.Item;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Items that the catalogue does not have, or not now. */
public final class UnavailableItemFilter implements CandidateFilter {

  @Override
  public String name() {
    return "unavailable";
  }

  @Override
  public @Nullable String refusal(RequestContext context, CatalogItem item) {
    Item facts = item.facts();
    if (facts == null) {
      return "not in the catalogue";
    }
    if (facts.isAvailableAt(context.nowMs())) {
      return null;
    }
    if (!facts.available()) {
      return "not available";
    }
    return context.nowMs() < facts.availableFromMs()
        ? "available from " + Instant.ofEpochMilli(facts.availableFromMs())
        : "expired at " + Instant.ofEpochMilli(facts.expiresMs());
  }
}
