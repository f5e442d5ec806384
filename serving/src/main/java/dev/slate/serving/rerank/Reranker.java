package dev.slate.serving.rerank;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.rank.Ranked;

/** Chooses and orders the slate; must not show what ranking did not have. */
public interface Reranker {

  /** Stable name. */
  String name();

  Slate rerank(RequestContext context, Ranked ranked);
}
