package dev.slate.serving.filter;

import dev.slate.featurestore.state.RecentItem;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import org.jspecify.annotations.Nullable;

/** Items of the user's history: clicked, rated, bought or dismissed. */
public final class SeenItemFilter implements CandidateFilter {

  @Override
  public String name() {
    return "seen";
  }

  @Override
  public @Nullable String refusal(RequestContext context, CatalogItem item) {
    RecentItem seen = context.seen(item.id());
    if (seen == null) {
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
    return did + " " + ago(context.nowMs() - seen.eventTimeMs()) + " ago";
  }

  private static String ago(long ms) {
    long seconds = Math.max(0, ms / 1_000);
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7_200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " days";
  }
}
