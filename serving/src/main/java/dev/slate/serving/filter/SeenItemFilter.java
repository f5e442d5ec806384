package dev.slate.serving.filter;

import dev.slate.featurestore.state.RecentItem;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.experiment.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Items of the user's history: clicked, rated or bought. {@link Parameter#FILTER_SEEN} switches it
 * off, for a surface such as "once more".
 */
public final class SeenItemFilter implements CandidateFilter {

  @Override
  public String name() {
    return "seen";
  }

  @Override
  public @Nullable String refusal(RequestContext context, CatalogItem item) {
    RecentItem seen = context.seen(item.id());
    if (seen == null || !context.parameters().isOn(Parameter.FILTER_SEEN)) {
      return null;
    }
    String did =
        switch (seen.kind()) {
          case IMPRESSION -> "shown";
          case CLICK -> "clicked";
          case RATING -> "rated";
          case PURCHASE -> "bought";
          case DISMISS -> "dismissed";
        };
    return did + " " + Ago.text(context.nowMs() - seen.eventTimeMs());
  }
}
