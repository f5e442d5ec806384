package dev.slate.training.model.diversity;

/**
 * Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): takes, one by one, the item
 * with the largest {@code lambda * relevance - (1 - lambda) * similarity to the nearest taken one},
 * the similarity being the cosine, a negative one as 0. The first of equals wins.
 *
 * <p>O(count n dim). A pick's detail is its similarity to the nearest taken one.
 *
 * @param lambda 1 is relevance alone, 0 is unlikeness alone
 */
public record MarginalRelevance(float lambda) implements Diversifier {
  /**
   * @throws IllegalArgumentException if lambda is not 0 to 1
   */
  public MarginalRelevance {
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException("lambda: " + lambda + " (expected: 0 to 1)");
    }
  }

  @Override
  public Picks choose(float[] relevance, float[] vectors, int dim, int count) {
    int length = Math.min(count, relevance.length);
    return lambda == 1
        ? Picks.first(length)
        : new Greedy(lambda, 1 - lambda, Math::max).choose(relevance, vectors, dim, length);
  }
}
