package dev.slate.serving.rerank;

import dev.slate.serving.experiment.Parameter;
import dev.slate.training.model.diversity.DeterminantalProcess;

/** {@link DeterminantalProcess} among the best candidates. */
final class DppReranker implements Reordering {

  @Override
  public String name() {
    return "dpp";
  }

  @Override
  public Parameter toggle() {
    return Parameter.DPP;
  }

  @Override
  public void reorder(Pool pool) {
    float theta = (float) pool.context().parameters().number(Parameter.DPP_THETA);
    if (theta < 1) {
      MmrReranker.diversify(pool, new DeterminantalProcess(theta), name(), "new share");
    }
  }
}
