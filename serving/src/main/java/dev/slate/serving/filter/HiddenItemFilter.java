package dev.slate.serving.filter;

import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import org.jspecify.annotations.Nullable;

/** Items that the user dismissed, as far back as their history reaches. */
public final class HiddenItemFilter implements CandidateFilter {

  @Override
  public String name() {
    return "hidden";
  }

  @Override
  public @Nullable String refusal(RequestContext context, CatalogItem item) {
    RecentItem newest = context.seen(item.id());
    return newest != null && newest.kind() == EventKind.DISMISS
        ? "dismissed " + Ago.text(context.nowMs() - newest.eventTimeMs())
        : null;
  }
}
