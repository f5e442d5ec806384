package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import java.util.List;
import java.util.stream.IntStream;

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

  /**
   * Searches for many queries, as one by one; cheaper where the items have to come from far.
   *
   * @param queries {@code [q x d]}
   * @return {@code [q]}
   */
  default List<Hits> searchAll(FloatMatrix queries, int k, RowMask mask) {
    return IntStream.range(0, queries.rows())
        .mapToObj(q -> search(queries.row(q), k, mask))
        .toList();
  }

  /** {@code exact}, {@code hnsw} or {@code hnswlib}. */
  String engine();

  /** Items in the index. */
  int size();
}
