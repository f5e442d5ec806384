package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Approximate search on our own graph. A mask costs neither answers nor time without bound: a walk
 * is made wider by as much as the mask leaves out, or, where that costs more, the admitted items
 * are looked at one by one; also where a walk found too few, as when no link reaches them. Queries
 * share a pool of scratch space, n / 8 bytes a concurrent query; 4 n d bytes of vectors in the
 * graph's order.
 */
public final class HnswIndex implements VectorIndex {
  private static final Kernel KERNEL = Kernels.best();

  /** So many rows cost as much one by one as a walk of width 1; measured. */
  private static final double ROWS_PER_WIDTH = 100;

  private final HnswGraph graph;
  private final FloatMatrix vectors;
  private final FloatMatrix laid;
  private final int width;
  private final Queue<HnswSearch> scratch = new ConcurrentLinkedQueue<>();

  private HnswIndex(HnswGraph graph, FloatMatrix vectors, FloatMatrix laid, int width) {
    this.graph = graph;
    this.vectors = vectors;
    this.laid = laid;
    this.width = width;
  }

  /**
   * @param width candidates kept during a search ("ef"); more find more
   */
  HnswIndex(HnswGraph graph, FloatMatrix vectors, int width) {
    this(graph, vectors, lay(vectors, graph.order()), width);
  }

  /** Builds the graph on all cores; the same vectors and seed give the same one on any number. */
  public static HnswIndex build(FloatMatrix vectors, int width, long seed) {
    Queries.check(vectors);
    int[] order = LocalOrder.of(vectors, seed);
    FloatMatrix laid = lay(vectors, order);
    return new HnswIndex(HnswBuilder.build(laid, order, seed), vectors, laid, width);
  }

  private static FloatMatrix lay(FloatMatrix vectors, int[] order) {
    int d = vectors.columns();
    float[] values = new float[vectors.values().length];
    for (int node = 0; node < order.length; node++) {
      System.arraycopy(vectors.values(), order[node] * d, values, node * d, d);
    }
    return new FloatMatrix(order.length, d, values);
  }

  /** The same graph searched with another width. */
  public HnswIndex withWidth(int other) {
    return new HnswIndex(graph, vectors, laid, other);
  }

  @Override
  public Hits search(float[] query, int k, RowMask mask) {
    Queries.check(query, vectors.columns(), k);
    mask.checkRows(size());
    int admitted = mask.cardinality(size());
    int limit = Math.min(k, admitted);
    if (limit == 0) {
      return Hits.NONE;
    }
    double share = (double) admitted / size();
    double wide = Math.max(width, limit) / share;
    if (share < 1 && admitted < wide * ROWS_PER_WIDTH) {
      return MaskedScan.best(vectors, KERNEL, query, limit, mask);
    }
    HnswSearch pooled = scratch.poll();
    HnswSearch search = pooled == null ? new HnswSearch(graph) : pooled;
    walk(search, query, (int) Math.ceil(wide));
    Hits found = admitted(search.found(), limit, mask);
    scratch.add(search);
    return found.size() < limit ? MaskedScan.best(vectors, KERNEL, query, limit, mask) : found;
  }

  private void walk(HnswSearch search, float[] query, int wide) {
    int d = laid.columns();
    HnswSearch.Scores target =
        (nodes, count, out) -> KERNEL.gatherDots(laid.values(), d, nodes, count, query, 0, out);
    int at = graph.entry();
    for (int level = graph.levelOf(at); level > 0; level--) {
      at = search.greedy(at, level, target);
    }
    search.search(at, 0, wide, target);
  }

  /** The first of what was found, which is in order but for the items of equal scores. */
  private Hits admitted(Beam found, int limit, RowMask mask) {
    int[] items = new int[limit];
    float[] scores = new float[limit];
    int count = 0;
    for (int i = 0; i < found.size(); i++) {
      int item = graph.rowOf(found.node(i));
      float score = found.score(i);
      if (count == limit && score < scores[limit - 1]) {
        break;
      }
      if (mask.admits(item)) {
        int at = count;
        while (at > 0 && scores[at - 1] == score && items[at - 1] > item) {
          at--;
        }
        if (at < limit) {
          int moved = Math.min(count, limit - 1) - at;
          System.arraycopy(items, at, items, at + 1, moved);
          System.arraycopy(scores, at, scores, at + 1, moved);
          items[at] = item;
          scores[at] = score;
          count = Math.min(count + 1, limit);
        }
      }
    }
    return new Hits(items, scores).first(count);
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
