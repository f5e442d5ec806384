package dev.slate.serving.rank;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.hydrate.Hydrated;

/** Ranks by the model where the rung allows it, else by the order of the sources. */
public final class Ranking {
  private final SourceOrder sourceOrder = new SourceOrder();

  public Ranked rank(RequestContext context, Hydrated hydrated) {
    return sourceOrder.rank(hydrated, context.start());
  }
}
