package dev.slate.serving.rerank;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.rank.Ranked;

/** Chooses and orders the slate; must not show what the filters refuse. */
public interface Reranker {

  /** Stable name. */
  String name();

  Slate rerank(RequestContext context, Hydrated hydrated, Ranked ranked);

  /** The best ranked, and as many more as a full slate needs: when there is no time for more. */
  Slate byRelevance(RequestContext context, Ranked ranked);
}
