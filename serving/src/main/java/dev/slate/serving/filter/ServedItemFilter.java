package dev.slate.serving.filter;

import dev.slate.serving.after.ServedItems;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.experiment.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Items that this process showed the user within the last {@link Parameter#FILTER_SERVED_S}
 * seconds; off by default, so that the same question gets the same answer.
 */
public final class ServedItemFilter implements CandidateFilter {
  private final ServedItems served;

  public ServedItemFilter(ServedItems served) {
    this.served = served;
  }

  @Override
  public String name() {
    return "served";
  }

  /** Better once more than nothing. */
  @Override
  public boolean isAbsolute() {
    return false;
  }

  @Override
  public @Nullable String refusal(RequestContext context, CatalogItem item) {
    int seconds = context.parameters().wholeNumber(Parameter.FILTER_SERVED_S);
    String userId = context.request().userId();
    if (seconds == 0 || userId == null) {
      return null;
    }
    Long servedMs = served.servedMs(userId, item.id());
    if (servedMs == null) {
      return null;
    }
    long agoMs = context.nowMs() - servedMs;
    return agoMs < seconds * 1_000L ? "shown " + Ago.text(agoMs) : null;
  }
}
