package dev.slate.serving.rerank;

import dev.slate.serving.experiment.Parameter;
import dev.slate.training.model.diversity.CandidateVectors;
import dev.slate.training.model.diversity.Diversifier;
import dev.slate.training.model.diversity.MarginalRelevance;

/** {@link MarginalRelevance} among the best candidates. */
final class MmrReranker implements Reordering {

  @Override
  public String name() {
    return "mmr";
  }

  @Override
  public Parameter toggle() {
    return Parameter.MMR;
  }

  @Override
  public void reorder(Pool pool) {
    float lambda = (float) pool.context().parameters().number(Parameter.MMR_LAMBDA);
    if (lambda < 1) {
      diversify(pool, new MarginalRelevance(lambda), name(), "similarity");
    }
  }

  static void diversify(Pool pool, Diversifier diversifier, String by, String label) {
    int depth = pool.depth();
    CandidateVectors vectors = PoolVectors.of(pool, depth);
    pool.reorder(
        by,
        diversifier.choose(pool.relevance(depth), vectors.values(), vectors.dim(), pool.length()),
        label);
  }
}
