package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;

/**
 * Approximate search on our own graph. A filter does not cost answers: the walk goes on until k
 * accepted items are found, and items that no link reaches are looked at last. Queries share a pool
 * of scratch space, 4 n bytes a concurrent query.
 */
public final class HnswIndex implements VectorIndex {
  private static final Kernel KERNEL = Kernels.best();

  private final HnswGraph graph;
  private final FloatMatrix vectors;
  private final int width;
  private final Queue<HnswSearch> scratch = new ConcurrentLinkedQueue<>();

  /**
   * @param width candidates kept during a search ("ef"); more find more
   */
  HnswIndex(HnswGraph graph, FloatMatrix vectors, int width) {
    this.graph = graph;
    this.vectors = vectors;
    this.width = width;
  }

  /** Builds the graph; the same vectors and seed give the same one. */
  public static HnswIndex build(FloatMatrix vectors, int width, long seed) {
    return new HnswIndex(HnswBuilder.build(vectors, seed), vectors, width);
  }

  /** The same graph searched with another width. */
  public HnswIndex withWidth(int other) {
    return new HnswIndex(graph, vectors, other);
  }

  @Override
  public Hits search(float[] query, int k, IntPredicate accept) {
    Queries.check(query, vectors.columns(), k);
    int limit = Math.min(k, size());
    if (limit == 0) {
      return Hits.NONE;
    }
    HnswSearch pooled = scratch.poll();
    HnswSearch search = pooled == null ? new HnswSearch(graph) : pooled;
    Hits found = search(search, query, limit, accept);
    scratch.add(search);
    return found;
  }

  private Hits search(HnswSearch search, float[] query, int limit, IntPredicate accept) {
    int d = vectors.columns();
    HnswSearch.Score score = item -> KERNEL.dot(vectors.values(), item * d, query, 0, d);
    int at = graph.entry();
    for (int level = graph.levelOf(at); level > 0; level--) {
      at = search.greedy(at, level, score);
    }
    TopK results = new TopK(Math.max(width, limit));
    search.beam(at, 0, score, results, accept);
    Hits found = results.drain();
    return found.size() < limit
        ? withUnreached(found, search, score, limit, accept)
        : found.first(limit);
  }

  private Hits withUnreached(
      Hits found, HnswSearch search, HnswSearch.Score score, int limit, IntPredicate accept) {
    TopK all = new TopK(limit);
    for (int i = 0; i < found.size(); i++) {
      all.add(found.items()[i], found.scores()[i]);
    }
    for (int item = 0; item < size(); item++) {
      if (!search.hasSeen(item) && accept.test(item)) {
        all.add(item, score.of(item));
      }
    }
    return all.drain();
  }

  @Override
  public String engine() {
    return "hnsw";
  }

  @Override
  public int size() {
    return graph.size();
  }

  HnswGraph graph() {
    return graph;
  }
}
