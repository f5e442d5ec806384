package dev.slate.serving.retrieve;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.scope.Scope;
import java.util.List;

/** What is popular in the user's favourite category, for when there is no model to ask. */
public final class SegmentRetriever implements Retriever {

  @Override
  public String name() {
    return "segment";
  }

  @Override
  public boolean serves(Rung rung) {
    return rung == Rung.SEGMENT;
  }

  @Override
  public List<Found> retrieve(RequestContext context) {
    String segment = context.segment();
    return segment == null
        ? List.of()
        : ListPicker.pick(context, list(context, segment), context.demand());
  }

  private static List<CatalogItem> list(RequestContext context, String segment) {
    Scope asked = context.request().scope();
    return context
        .lists()
        .popularIn(new Scope(segment, asked.filter(), asked.include()), context.nowMs());
  }
}
