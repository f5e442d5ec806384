package dev.slate.bench.index;

import com.github.jelmerk.hnswlib.core.DistanceFunctions;
import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.SearchResult;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.index.Hits;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.index.VectorIndex;
import java.util.List;
import java.util.stream.IntStream;

/**
 * hnswlib-core as it comes, with its own inner product: of unit vectors, so nearest neighbours and
 * inner products agree. Knows no masks.
 */
final class LibraryIndex implements VectorIndex {
  private final HnswIndex<Integer, float[], Row, Float> index;

  private record Row(Integer id, float[] vector) implements Item<Integer, float[]> {
    @Override
    public int dimensions() {
      return vector.length;
    }
  }

  private LibraryIndex(HnswIndex<Integer, float[], Row, Float> index) {
    this.index = index;
  }

  /** Builds the graph on all cores. */
  static LibraryIndex build(FloatMatrix vectors) {
    HnswIndex<Integer, float[], Row, Float> index =
        HnswIndex.newBuilder(
                vectors.columns(), DistanceFunctions.FLOAT_INNER_PRODUCT, vectors.rows())
            .withM(16)
            .withEfConstruction(200)
            .build();
    List<Row> rows =
        IntStream.range(0, vectors.rows()).mapToObj(i -> new Row(i, vectors.row(i))).toList();
    try {
      index.addAll(rows);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while building", e);
    }
    return new LibraryIndex(index);
  }

  /** The same graph; the width is the library's own state, so use one at a time. */
  LibraryIndex withWidth(int width) {
    index.setEf(width);
    return this;
  }

  @Override
  public Hits search(float[] query, int k, RowMask mask) {
    List<SearchResult<Row, Float>> found = index.findNearest(query, k);
    int[] items = new int[found.size()];
    float[] scores = new float[found.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = found.get(i).item().id();
      scores[i] = 1 - found.get(i).distance();
    }
    return new Hits(items, scores);
  }

  @Override
  public String engine() {
    return "hnswlib-core";
  }

  @Override
  public int size() {
    return index.size();
  }
}
