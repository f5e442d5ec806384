package dev.slate.training.model.index;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;

/**
 * Looks at every item: recall 1. Vectors lie in blocks of {@link Kernel#BLOCK} items by dimension,
 * so a scan needs no sums across lanes, and blocks without an admitted item are skipped. Where a
 * mask admits few, only these are looked at, row by row: a filter makes a search cheaper. O(n d) a
 * query, 4 n d bytes beside the vectors.
 */
public final class ExactIndex implements VectorIndex {
  private static final int BLOCK = Kernel.BLOCK;

  /** Of as many items, one admitted makes looking at rows no dearer than scanning blocks. */
  private static final int SPARSE = 2;

  private final Kernel kernel;
  private final FloatMatrix vectors;
  private final int size;
  private final int dim;
  private final float[] blocks;

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
    this.size = vectors.rows();
    this.dim = vectors.columns();
    int count = (size + BLOCK - 1) / BLOCK;
    this.blocks = new float[Math.multiplyExact(count * BLOCK, dim)];
    for (int item = 0; item < size; item++) {
      int base = item / BLOCK * BLOCK * dim + item % BLOCK;
      for (int d = 0; d < dim; d++) {
        blocks[base + d * BLOCK] = vectors.values()[item * dim + d];
      }
    }
  }

  @Override
  public Hits search(float[] query, int k, RowMask mask) {
    Queries.check(query, dim, k);
    mask.checkRows(size);
    return mask.cardinality(size) <= size / SPARSE
        ? MaskedScan.best(vectors, kernel, query, k, mask)
        : scan(query, k, mask);
  }

  private Hits scan(float[] query, int k, RowMask mask) {
    TopK best = new TopK(Math.min(k, size));
    float[] scores = new float[BLOCK];
    for (int first = 0; first < size; first += BLOCK) {
      if (mask.admitsAny(first)) {
        kernel.scan(query, blocks, first * dim, scores);
        int count = Math.min(BLOCK, size - first);
        for (int i = 0; i < count; i++) {
          if (scores[i] >= best.threshold() && mask.admits(first + i)) {
            best.add(first + i, scores[i]);
          }
        }
      }
    }
    return best.drain();
  }

  @Override
  public String engine() {
    return "exact";
  }

  @Override
  public int size() {
    return size;
  }
}
