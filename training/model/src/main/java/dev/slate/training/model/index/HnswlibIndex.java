package dev.slate.training.model.index;

import com.github.jelmerk.hnswlib.core.DistanceFunction;
import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.SearchResult;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import com.github.jelmerk.hnswlib.core.hnsw.SizeLimitExceededException;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.Arrays;

/**
 * Approximate search by hnswlib-core. It is rebuilt from the vectors on each load, because the
 * library's own files are read by Java deserialisation. The library knows no filters: where a mask
 * admits less than half, the admitted items are looked at one by one, else a search is repeated
 * with twice as many until k are admitted.
 */
public final class HnswlibIndex implements VectorIndex {
  private final HnswIndex<Integer, float[], Row, Float> index;
  private final FloatMatrix vectors;
  private final int dim;

  private record Row(Integer id, float[] vector) implements Item<Integer, float[]> {
    @Override
    public int dimensions() {
      return vector.length;
    }
  }

  private HnswlibIndex(HnswIndex<Integer, float[], Row, Float> index, FloatMatrix vectors) {
    this.index = index;
    this.vectors = vectors;
    this.dim = vectors.columns();
  }

  /** Builds the graph. */
  public static HnswlibIndex build(FloatMatrix vectors, int width) {
    Kernel kernel = Kernels.best();
    Sphere sphere = new Sphere(vectors);
    DistanceFunction<float[], Float> distance = (u, v) -> -kernel.dot(u, 0, v, 0, u.length);
    HnswIndex<Integer, float[], Row, Float> index =
        HnswIndex.newBuilder(vectors.columns() + 1, distance, Math.max(vectors.rows(), 1))
            .withM(HnswBuilder.M)
            .withEfConstruction(HnswBuilder.WIDTH)
            .withEf(width)
            .build();
    try {
      for (int item = 0; item < vectors.rows(); item++) {
        index.add(new Row(item, sphere.lifted(item)));
      }
    } catch (SizeLimitExceededException e) {
      throw new IllegalStateException("the index was made for all items", e);
    }
    return new HnswlibIndex(index, vectors);
  }

  @Override
  public Hits search(float[] query, int k, RowMask mask) {
    Queries.check(query, dim, k);
    mask.checkRows(size());
    int admitted = mask.cardinality(size());
    int limit = Math.min(k, admitted);
    float[] lifted = Arrays.copyOf(query, dim + 1);
    for (long asked = limit; 2 * admitted > size() && asked < size(); asked *= 2) {
      TopK best = new TopK(limit);
      int found = 0;
      for (SearchResult<Row, Float> result : index.findNearest(lifted, (int) asked)) {
        if (mask.admits(result.item().id())) {
          best.add(result.item().id(), -result.distance());
          found++;
        }
      }
      if (found >= limit) {
        return best.drain();
      }
    }
    // Also those that no link reaches.
    return MaskedScan.best(vectors, Kernels.best(), query, limit, mask);
  }

  @Override
  public String engine() {
    return "hnswlib";
  }

  @Override
  public int size() {
    return index.size();
  }
}
