package dev.slate.training.model.diversity;

/** Chooses a list of items that are relevant and unlike each other. Stateless, thread-safe. */
public interface Diversifier {

  /**
   * Chooses {@code min(count, n)} of n items, one by one.
   *
   * @param relevance {@code [n]}, best first, 0 to 1 ({@link Relevance#scaled})
   * @param vectors {@code [n x dim]}, unit vectors; a row of zeros is like no other
   * @return rows in the order of the list
   */
  Picks choose(float[] relevance, float[] vectors, int dim, int count);
}
