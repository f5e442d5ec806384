package dev.slate.serving.retrieve;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.experiment.Parameter;
import java.util.List;

/** What is popular with everybody: the source that always has something. */
public final class PopularRetriever implements Retriever {

  @Override
  public String name() {
    return "popular";
  }

  @Override
  public boolean serves(Rung rung) {
    return true;
  }

  @Override
  public List<Found> retrieve(RequestContext context) {
    List<CatalogItem> list = context.lists().popularIn(context.request().scope(), context.nowMs());
    int limit = context.parameters().wholeNumber(Parameter.POPULAR_CANDIDATES);
    // The back-fill of every other source: never fewer than a slate that loses what was seen.
    return ListPicker.pick(context, list, Math.max(limit, context.demand()));
  }
}
