package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Codes;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Approximate search on our own graph. A mask costs neither answers nor time without bound: a walk
 * is made wider by as much as the mask leaves out, or, where that costs more, the admitted items
 * are looked at one by one; also where a walk found too few, as when no link reaches them. A walk
 * compares {@link Codes}; what it found is scored anew by the vectors. n d bytes of codes and 8 n
 * of scales and positions beside the graph and the vectors. Queries share a pool of scratch space,
 * n / 8 bytes a concurrent query.
 */
public final class HnswIndex implements VectorIndex {
  /** So many rows cost as much one by one as a walk of width 1; measured. */
  private static final double ROWS_PER_WIDTH = 50;

  private final HnswGraph graph;
  private final CodedRows rows;
  private final int width;
  private final Queue<HnswSearch> scratch = new ConcurrentLinkedQueue<>();

  private HnswIndex(HnswGraph graph, CodedRows rows, int width) {
    this.graph = graph;
    this.rows = rows;
    this.width = width;
  }

  /**
   * @param width candidates kept during a search ("ef"); more find more
   */
  HnswIndex(HnswGraph graph, FloatMatrix vectors, int width) {
    this(graph, new CodedRows(vectors, graph.order()), width);
  }

  /** Builds the graph on all cores; the same vectors and seed give the same one on any number. */
  public static HnswIndex build(FloatMatrix vectors, int width, long seed) {
    Queries.check(vectors);
    int[] order = LocalOrder.of(vectors, seed);
    return new HnswIndex(HnswBuilder.build(lay(vectors, order), order, seed), vectors, width);
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
    return new HnswIndex(graph, rows, other);
  }

  @Override
  public Hits search(float[] query, int k, RowMask mask) {
    Queries.check(query, rows.dim(), k);
    mask.checkRows(size());
    int admitted = mask.cardinality(size());
    int limit = Math.min(k, admitted);
    if (limit == 0) {
      return Hits.NONE;
    }
    double share = (double) admitted / size();
    double wide = Math.max(width, limit) / share;
    if (share < 1 && admitted < wide * ROWS_PER_WIDTH) {
      return rows.scan(query, limit, mask);
    }
    HnswSearch pooled = scratch.poll();
    HnswSearch search = pooled == null ? new HnswSearch(graph) : pooled;
    walk(search, query, (int) Math.ceil(wide));
    Hits found = rows.best(search.found(), query, limit, mask);
    scratch.add(search);
    return found.size() < limit ? rows.scan(query, limit, mask) : found;
  }

  private void walk(HnswSearch search, float[] query, int wide) {
    HnswSearch.Scores target = rows.target(query);
    int at = graph.entry();
    for (int level = graph.levelOf(at); level > 0; level--) {
      at = search.greedy(at, level, target);
    }
    search.search(at, 0, wide, target);
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
