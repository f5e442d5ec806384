package dev.slate.serving.rerank;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.rank.Ranked;

/** Chooses and orders the slate; must not show what the filters refuse. */
public interface Reranker {

  /** Stable name. */
  String name();

  Slate rerank(RequestContext context, Hydrated hydrated, Ranked ranked);
}
