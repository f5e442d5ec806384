package dev.slate.serving.rerank;

import dev.slate.serving.experiment.Parameter;
import dev.slate.training.model.diversity.MaxSum;
import dev.slate.training.model.diversity.NearlyAsRelevant;

/** {@link MaxSum} among those of the best candidates that are nearly as relevant. */
final class MaxSumReranker implements Reordering {

  @Override
  public String name() {
    return "max-sum";
  }

  @Override
  public Parameter toggle() {
    return Parameter.MAX_SUM;
  }

  @Override
  public void reorder(Pool pool) {
    float lambda = (float) pool.context().parameters().number(Parameter.MAX_SUM_LAMBDA);
    if (lambda < 1) {
      MmrReranker.diversify(pool, NearlyAsRelevant.of(new MaxSum(lambda)), name(), "similarity");
    }
  }
}
