package dev.slate.training.model.diversity;

/**
 * Max-sum diversification (Gollapudi and Sharma, WWW 2009; Borodin, Lee and Ye, PODS 2012),
 * greedily: takes, one by one, the item that adds most to {@code lambda * sum of relevance + (1 -
 * lambda) * mean distance to each item of the list, summed}, the distance being {@code 1 - cosine}.
 * The first of equals wins.
 *
 * <p>What it raises is the distance of the mean pair, which intra-list diversity measures; {@link
 * MarginalRelevance} sees the nearest item alone and {@link DeterminantalProcess} how far a new one
 * can be told from all together, so both pay more relevance for the same diversity. O(count n dim).
 * A pick's detail is its mean similarity to those before it.
 *
 * @param lambda 1 is relevance alone, 0 is unlikeness alone
 */
public record MaxSum(float lambda) implements Diversifier {
  /** With the share of relevance that is used where nothing else is configured. */
  public static final MaxSum BY_DEFAULT = new MaxSum(0.35f);

  /**
   * @throws IllegalArgumentException if lambda is not 0 to 1
   */
  public MaxSum {
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException("lambda: " + lambda + " (expected: 0 to 1)");
    }
  }

  @Override
  public Picks choose(float[] relevance, float[] vectors, int dim, int count) {
    int length = Math.min(count, relevance.length);
    if (lambda == 1) {
      return Picks.first(length);
    }
    float loss = (1 - lambda) / Math.max(1, length - 1);
    Picks picks = new Greedy(lambda, loss, Float::sum).choose(relevance, vectors, dim, length);
    float[] means = picks.details().clone();
    for (int at = 1; at < length; at++) {
      means[at] /= at;
    }
    return new Picks(picks.rows(), means);
  }
}
