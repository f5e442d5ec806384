package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.BlockCodes;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * Looks at every item: recall 1. A scan reads {@link BlockCodes}, a quarter of the vectors' bytes,
 * and bounds each item's score from both sides; items whose upper bound reaches the k-th best lower
 * one are scored by their vectors, so the answer is that of a scan of all vectors. Where a mask
 * admits few, only these are looked at, row by row: a filter makes a search cheaper. O(n d) a
 * query, n d bytes beside the vectors. Queries share a pool of scratch space.
 */
public final class ExactIndex implements VectorIndex {
  private static final int BLOCK = Kernel.BLOCK;

  /** Of as many items, one admitted makes looking at rows no dearer than scanning blocks. */
  private static final int SPARSE = 16;

  /** Blocks that stay in a core's cache while one query after the other reads them. */
  private static final int TILE = 64;

  private final Kernel kernel;
  private final FloatMatrix vectors;
  private final BlockCodes codes;
  private final Queue<Shortlist> scratch = new ConcurrentLinkedQueue<>();

  /**
   * @param vectors {@code [n x d]}
   * @throws IllegalArgumentException if a value is not finite
   */
  public ExactIndex(FloatMatrix vectors) {
    this(vectors, Kernels.best());
  }

  ExactIndex(FloatMatrix vectors, Kernel kernel) {
    Queries.check(vectors);
    this.kernel = kernel;
    this.vectors = vectors;
    this.codes = BlockCodes.of(vectors.values(), vectors.columns());
  }

  @Override
  public Hits search(float[] query, int k, RowMask mask) {
    check(query, k, mask);
    int limit = Math.min(k, mask.cardinality(size()));
    if (limit == 0) {
      return Hits.NONE;
    }
    if (looksAtRows(mask)) {
      return MaskedScan.best(vectors, kernel, query, limit, mask);
    }
    Shortlist pooled = scratch.poll();
    Shortlist shortlist = pooled == null ? new Shortlist() : pooled;
    BlockCodes.Query coded = codes.encode(query);
    shortlist.begin(limit);
    scan(coded, 0, codes.blocks(), mask, shortlist);
    Hits hits = shortlist.best(vectors, kernel, query, coded.step());
    scratch.add(shortlist);
    return hits;
  }

  /** Some blocks for all queries before the next, so that the codes come from memory once. */
  @Override
  public List<Hits> searchAll(FloatMatrix queries, int k, RowMask mask) {
    if (looksAtRows(mask)) {
      return VectorIndex.super.searchAll(queries, k, mask);
    }
    int limit = Math.min(k, mask.cardinality(size()));
    List<BlockCodes.Query> coded = new ArrayList<>();
    List<Shortlist> shortlists = new ArrayList<>();
    for (int q = 0; q < queries.rows(); q++) {
      check(queries.row(q), k, mask);
      coded.add(codes.encode(queries.row(q)));
      shortlists.add(new Shortlist());
      shortlists.get(q).begin(limit);
    }
    for (int from = 0; from < codes.blocks(); from += TILE) {
      int to = Math.min(from + TILE, codes.blocks());
      for (int q = 0; q < queries.rows(); q++) {
        scan(coded.get(q), from, to, mask, shortlists.get(q));
      }
    }
    return IntStream.range(0, queries.rows())
        .mapToObj(q -> shortlists.get(q).best(vectors, kernel, queries.row(q), coded.get(q).step()))
        .toList();
  }

  private void check(float[] query, int k, RowMask mask) {
    Queries.check(query, vectors.columns(), k);
    mask.checkRows(size());
  }

  private boolean looksAtRows(RowMask mask) {
    return mask.cardinality(size()) <= size() / SPARSE;
  }

  private void scan(BlockCodes.Query query, int from, int to, RowMask mask, Shortlist shortlist) {
    float[] upper = new float[BLOCK];
    int block = from;
    while ((block = kernel.scan(codes, block, to, query, shortlist.threshold(), upper)) < to) {
      int first = block++ * BLOCK;
      shortlist.add(first, mask.block(first, size()), upper, codes.scales(), query.slack());
    }
  }

  @Override
  public String engine() {
    return "exact";
  }

  @Override
  public int size() {
    return vectors.rows();
  }
}
