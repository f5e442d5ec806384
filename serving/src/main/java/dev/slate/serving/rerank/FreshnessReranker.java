package dev.slate.serving.rerank;

import dev.slate.data.catalog.Item;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.experiment.Parameters;

/**
 * Adds {@code weight * 2^(-age / half-life)} to the relevance, 0 to 1, of every candidate by the
 * time since it was created; what has no date gets nothing.
 */
final class FreshnessReranker implements Reordering {
  private static final double MS_PER_DAY = 86_400_000;

  @Override
  public String name() {
    return "freshness";
  }

  @Override
  public Parameter toggle() {
    return Parameter.FRESHNESS;
  }

  @Override
  public void reorder(Pool pool) {
    Parameters parameters = pool.context().parameters();
    double weight = parameters.number(Parameter.FRESHNESS_WEIGHT);
    double halfLife = parameters.number(Parameter.FRESHNESS_HALF_LIFE);
    float[] relevance = pool.relevance(pool.size());
    float[] boosts = new float[pool.size()];
    for (int place = 0; place < boosts.length; place++) {
      Item facts = pool.at(place).candidate().item().facts();
      if (facts != null && facts.createdMs() > 0) {
        double days = Math.max(0, pool.context().nowMs() - facts.createdMs()) / MS_PER_DAY;
        boosts[place] = (float) (weight * Math.pow(2, -days / halfLife));
      }
      pool.score(place, relevance[place] + boosts[place]);
    }
    pool.sort(name(), boosts, "boost");
  }
}
