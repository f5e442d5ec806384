package dev.slate.training.model.diversity;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lets another diversifier choose only among what is nearly as relevant as what it displaces: items
 * of at least a share of the relevance of the last one that relevance alone would take. Without it,
 * a sum of relevance and distance buys distance with items that nobody asked for, where there is a
 * gap between those and the others. O(n log n).
 *
 * @param share 0 to 1; 0 lets it choose among all
 */
public record NearlyAsRelevant(Diversifier among, float share) implements Diversifier {
  private static final float HALF = 0.5f;

  /** What serving re-ranks by where nothing else is configured. */
  public static final Diversifier BY_DEFAULT = of(MaxSum.BY_DEFAULT);

  /** With a share of one half. */
  public static Diversifier of(Diversifier among) {
    return new NearlyAsRelevant(among, HALF);
  }

  @Override
  public Picks choose(float[] relevance, float[] vectors, int dim, int count) {
    int n = relevance.length;
    if (count >= n) {
      return among.choose(relevance, vectors, dim, count);
    }
    float[] sorted = relevance.clone();
    Arrays.sort(sorted);
    float least = count == 0 ? 0 : share * sorted[n - count];
    int[] rows = IntStream.range(0, n).filter(i -> relevance[i] >= least).toArray();
    float[] near = new float[rows.length];
    float[] nearVectors = new float[rows.length * dim];
    for (int i = 0; i < rows.length; i++) {
      near[i] = relevance[rows[i]];
      System.arraycopy(vectors, rows[i] * dim, nearVectors, i * dim, dim);
    }
    Picks picks = among.choose(near, nearVectors, dim, count);
    return new Picks(IntStream.of(picks.rows()).map(i -> rows[i]).toArray(), picks.details());
  }
}
