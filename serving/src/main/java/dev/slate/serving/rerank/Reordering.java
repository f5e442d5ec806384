package dev.slate.serving.rerank;

import dev.slate.serving.experiment.Parameter;

/** One re-ranker of the chain: changes the order of the pool, removes nothing. Stateless. */
interface Reordering {

  /** Stable name. */
  String name();

  /** The parameter that turns it on. */
  Parameter toggle();

  void reorder(Pool pool);
}
