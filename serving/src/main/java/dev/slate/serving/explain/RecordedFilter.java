package dev.slate.serving.explain;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.filter.CandidateFilter;
import org.jspecify.annotations.Nullable;

/** A filter that says of recorded candidates what it said then, and judges others today. */
record RecordedFilter(CandidateFilter filter, RecordedItems items) implements CandidateFilter {

  @Override
  public String name() {
    return filter.name();
  }

  @Override
  public boolean isAbsolute() {
    return filter.isAbsolute();
  }

  @Override
  public @Nullable String refusal(RequestContext context, CatalogItem item) {
    TraceRecord.Logged logged = items.logged(item);
    if (logged == null) {
      return filter.refusal(context, item);
    }
    return filter.name().equals(logged.filter()) ? logged.reason() : null;
  }
}
