package dev.slate.serving.explain;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.retrieve.Retriever;
import java.util.List;

/** A source that is asked again; items that were candidates then come as they were then. */
record RepeatedRetriever(Retriever source, RecordedItems items) implements Retriever {

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public boolean serves(Rung rung) {
    return source.serves(rung);
  }

  @Override
  public List<Found> retrieve(RequestContext context) {
    return source.retrieve(context).stream()
        .map(found -> new Found(items.replace(found.item()), found.score()))
        .toList();
  }
}
