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
import java.util.function.IntPredicate;

/**
 * Approximate search by hnswlib-core. It is rebuilt from the vectors on each load, because the
 * library's own files are read by Java deserialisation. The library knows no filters: a search is
 * repeated with twice as many until k are accepted.
 */
public final class HnswlibIndex implements VectorIndex {
  private final HnswIndex<Integer, float[], Row, Float> index;
  private final Sphere sphere;
  private final int dim;

  private record Row(Integer id, float[] vector) implements Item<Integer, float[]> {
    @Override
    public int dimensions() {
      return vector.length;
    }
  }

  private HnswlibIndex(HnswIndex<Integer, float[], Row, Float> index, Sphere sphere) {
    this.index = index;
    this.sphere = sphere;
    this.dim = sphere.dim();
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
    return new HnswlibIndex(index, sphere);
  }

  @Override
  public Hits search(float[] query, int k, IntPredicate accept) {
    Queries.check(query, dim, k);
    int limit = Math.min(k, size());
    if (limit == 0) {
      return Hits.NONE;
    }
    float[] lifted = Arrays.copyOf(query, dim + 1);
    for (long asked = limit; asked < size(); asked *= 2) {
      TopK best = new TopK(limit);
      int accepted = 0;
      for (SearchResult<Row, Float> result : index.findNearest(lifted, (int) asked)) {
        if (accept.test(result.item().id())) {
          best.add(result.item().id(), -result.distance());
          accepted++;
        }
      }
      if (accepted >= limit) {
        return best.drain();
      }
    }
    return scan(query, limit, accept);
  }

  /** The last doubling: all items, also those that no link reaches. */
  private Hits scan(float[] query, int limit, IntPredicate accept) {
    TopK best = new TopK(limit);
    for (int item = 0; item < size(); item++) {
      if (accept.test(item)) {
        best.add(item, sphere.product(item, query, 0));
      }
    }
    return best.drain();
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
