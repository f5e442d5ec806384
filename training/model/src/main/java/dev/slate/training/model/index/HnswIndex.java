package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Approximate search on our own graph. A mask costs neither answers nor time without bound: where
 * it admits few, these are looked at one by one; where it admits nearly all, a wider search is
 * picked over; in between the walk goes over admitted items only. Items that no link reaches are
 * looked at last. Queries share a pool of scratch space, n / 8 bytes a concurrent query; 4 n d
 * bytes of vectors in the graph's order.
 */
public final class HnswIndex implements VectorIndex {
  private static final Kernel KERNEL = Kernels.best();

  /** So many rows cost as much one by one as a search of width 1. */
  private static final int ROWS_PER_WIDTH = 50;

  /** From this share of admitted items on, what a search finds is mostly admitted. */
  private static final double MOSTLY = 0.6;

  private static final int SEEDS = 16;

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
    int least = Math.max(width, limit);
    if (admitted <= (long) least * ROWS_PER_WIDTH && admitted < size()) {
      return MaskedScan.best(vectors, KERNEL, query, limit, mask);
    }
    HnswSearch pooled = scratch.poll();
    HnswSearch search = pooled == null ? new HnswSearch(graph) : pooled;
    Hits found = walk(search, query, limit, least, mask, (double) admitted / size());
    scratch.add(search);
    return found.size() < limit ? MaskedScan.best(vectors, KERNEL, query, limit, mask) : found;
  }

  private Hits walk(
      HnswSearch search, float[] query, int limit, int least, RowMask mask, double share) {
    int d = laid.columns();
    HnswSearch.Scores target =
        (nodes, count, out) -> KERNEL.gatherDots(laid.values(), d, nodes, count, query, 0, out);
    int at = graph.entry();
    for (int level = graph.levelOf(at); level > 0; level--) {
      at = search.greedy(at, level, target);
    }
    if (share >= MOSTLY) {
      search.search(at, 0, (int) Math.ceil(least / share), target);
    } else {
      search.searchMasked(at, least, mask, seeds(mask), target);
    }
    Beam beam = search.found();
    TopK best = new TopK(limit);
    for (int i = 0; i < beam.size() && beam.score(i) >= best.threshold(); i++) {
      int row = graph.rowOf(beam.node(i));
      if (mask.admits(row)) {
        best.add(row, beam.score(i));
      }
    }
    return best.drain();
  }

  /** Some admitted nodes, spread over the graph's order and so over the space. */
  private int[] seeds(RowMask mask) {
    int[] seeds = new int[SEEDS];
    int count = 0;
    for (int s = 0; s < SEEDS; s++) {
      int from = (int) ((long) size() * s / SEEDS);
      int to = (int) ((long) size() * (s + 1) / SEEDS);
      for (int node = from; node < to; node++) {
        if (mask.admits(graph.rowOf(node))) {
          seeds[count++] = node;
          break;
        }
      }
    }
    return Arrays.copyOf(seeds, count);
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
