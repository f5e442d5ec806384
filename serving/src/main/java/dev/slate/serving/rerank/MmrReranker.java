package dev.slate.serving.rerank;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.model.ModelSide;
import dev.slate.serving.rank.Ranked;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998): takes, one by one, the item with the
 * largest {@code lambda * relevance - (1 - lambda) * similarity to the nearest taken one}.
 *
 * <p>Relevance is the score scaled to 0..1 within the best {@code rerank.mmr.depth} candidates.
 * Time O(count x depth) similarities.
 */
public final class MmrReranker implements Reranker {

  @Override
  public String name() {
    return "mmr";
  }

  @Override
  public Slate rerank(RequestContext context, Ranked ranked) {
    int count = context.request().count();
    int depth = Math.max(count, context.parameters().wholeNumber(Parameter.MMR_DEPTH));
    List<Ranked.Entry> pool = ranked.entries().subList(0, Math.min(depth, ranked.entries().size()));
    float lambda = (float) context.parameters().number(Parameter.MMR_LAMBDA);
    return lambda == 1 ? first(pool, count) : diverse(context, pool, count, lambda);
  }

  private static Slate first(List<Ranked.Entry> pool, int count) {
    return new Slate(List.copyOf(pool.subList(0, Math.min(count, pool.size()))), List.of());
  }

  private static Similarity similarity(RequestContext context, List<Ranked.Entry> pool) {
    ModelSide side = context.modelSide();
    return side == null ? new CategorySimilarity(pool) : new TowerSimilarity(side.model(), pool);
  }

  private Slate diverse(RequestContext context, List<Ranked.Entry> pool, int count, float lambda) {
    Similarity similarity = similarity(context, pool);
    float[] relevance = scaled(pool);
    float[] nearest = new float[pool.size()];
    boolean[] taken = new boolean[pool.size()];
    List<Ranked.Entry> slate = new ArrayList<>(count);
    List<Slate.Move> moves = new ArrayList<>();
    while (slate.size() < Math.min(count, pool.size())) {
      int best = best(relevance, nearest, taken, lambda);
      taken[best] = true;
      if (best != slate.size()) {
        moves.add(
            new Slate.Move(
                pool.get(best).candidate().item().id(),
                name(),
                best,
                slate.size(),
                String.format(Locale.ROOT, "similarity %.2f", nearest[best])));
      }
      slate.add(pool.get(best));
      for (int i = 0; i < pool.size(); i++) {
        if (!taken[i]) {
          nearest[i] = Math.max(nearest[i], similarity.between(i, best));
        }
      }
    }
    return new Slate(slate, moves);
  }

  private static int best(float[] relevance, float[] nearest, boolean[] taken, float lambda) {
    int best = -1;
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < taken.length; i++) {
      float value = lambda * relevance[i] - (1 - lambda) * nearest[i];
      if (!taken[i] && value > highest) {
        highest = value;
        best = i;
      }
    }
    return best;
  }

  private static float[] scaled(List<Ranked.Entry> pool) {
    float[] relevance = new float[pool.size()];
    if (pool.isEmpty()) {
      return relevance;
    }
    float high = pool.get(0).score();
    float range = Math.max(Float.MIN_NORMAL, high - pool.get(pool.size() - 1).score());
    for (int i = 0; i < relevance.length; i++) {
      relevance[i] = 1 - (high - pool.get(i).score()) / range;
    }
    return relevance;
  }
}
