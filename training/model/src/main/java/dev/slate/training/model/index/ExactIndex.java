package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.BlockCodes;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

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
    Queries.check(query, vectors.columns(), k);
    mask.checkRows(size());
    int admitted = mask.cardinality(size());
    int limit = Math.min(k, admitted);
    if (limit == 0) {
      return Hits.NONE;
    }
    if (admitted <= size() / SPARSE) {
      return MaskedScan.best(vectors, kernel, query, limit, mask);
    }
    Shortlist pooled = scratch.poll();
    Shortlist shortlist = pooled == null ? new Shortlist() : pooled;
    shortlist.begin(limit);
    BlockCodes.Query coded = codes.encode(query);
    scan(coded, mask, shortlist);
    Hits hits = shortlist.best(vectors, kernel, query, coded.step());
    scratch.add(shortlist);
    return hits;
  }

  private void scan(BlockCodes.Query query, RowMask mask, Shortlist shortlist) {
    float[] upper = new float[BLOCK];
    int block = 0;
    while ((block = kernel.scan(codes, block, query, shortlist.threshold(), upper))
        < codes.blocks()) {
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
