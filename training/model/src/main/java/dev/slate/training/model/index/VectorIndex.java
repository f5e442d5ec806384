package dev.slate.training.model.index;

import java.util.function.IntPredicate;

/** Maximum inner product search over item vectors. Immutable and safe for many threads. */
public interface VectorIndex {
  /**
   * The k accepted items with the highest inner products, fewer if there are not as many.
   *
   * @param query {@code [d]}, finite
   * @param accept asked for items that could be in the answer
   * @throws IllegalArgumentException if the query has another length or is not finite, or k is
   *     negative
   */
  Hits search(float[] query, int k, IntPredicate accept);

  /** {@code exact}, {@code hnsw} or {@code hnswlib}. */
  String engine();

  /** Items in the index. */
  int size();
}
