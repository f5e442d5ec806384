package dev.slate.training.model.index;

/** Maximum inner product search over item vectors. Immutable and safe for many threads. */
public interface VectorIndex {
  /**
   * The k admitted items with the highest inner products, fewer if there are not as many.
   *
   * @param query {@code [d]}, finite
   * @param mask of as many rows as the index has, or {@link RowMask#ALL}
   * @throws IllegalArgumentException if the query has another length or is not finite, k is
   *     negative, or the mask has other rows
   */
  Hits search(float[] query, int k, RowMask mask);

  /** {@code exact}, {@code hnsw} or {@code hnswlib}. */
  String engine();

  /** Items in the index. */
  int size();
}
