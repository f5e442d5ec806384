package dev.slate.serving.explain;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.retrieve.Retriever;
import java.util.List;

/** A source that finds what it found when the request was served. */
record RecordedRetriever(String name, List<Found> found) implements Retriever {

  @Override
  public boolean serves(Rung rung) {
    return true;
  }

  @Override
  public List<Found> retrieve(RequestContext context) {
    return found;
  }
}
