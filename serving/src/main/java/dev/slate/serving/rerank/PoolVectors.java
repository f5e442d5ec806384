package dev.slate.serving.rerank;

import dev.slate.data.catalog.Item;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.model.ServedModel;
import dev.slate.training.model.FloatMatrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Unit vectors of the first places of a pool in one block: of the item tower, or, without a model,
 * of their categories (1 for each that an item is of).
 *
 * @param values {@code [depth x dim]}
 */
@SuppressWarnings("ArrayRecordComponent") // Made once per request, read at once.
record PoolVectors(float[] values, int dim) {

  static PoolVectors of(Pool pool, int depth) {
    var side = pool.context().modelSide();
    return side == null ? byCategory(pool, depth) : byTower(side.model(), pool, depth);
  }

  private static PoolVectors byTower(ServedModel model, Pool pool, int depth) {
    FloatMatrix vectors = model.bundle().tower().itemVectors();
    int dim = vectors.columns();
    float[] values = new float[depth * dim];
    for (int place = 0; place < depth; place++) {
      CatalogItem item = pool.at(place).candidate().item();
      int row = model.rowOf(item);
      if (row >= 0) {
        System.arraycopy(vectors.values(), row * dim, values, place * dim, dim);
      } else {
        System.arraycopy(model.vectorOf(item), 0, values, place * dim, dim);
      }
    }
    return new PoolVectors(values, dim);
  }

  private static PoolVectors byCategory(Pool pool, int depth) {
    Map<String, Integer> columns = new HashMap<>();
    List<Set<String>> categories = new ArrayList<>(depth);
    for (int place = 0; place < depth; place++) {
      Item facts = pool.at(place).candidate().item().facts();
      Set<String> own = facts == null ? Set.of() : new HashSet<>(facts.categories());
      categories.add(own);
      own.forEach(category -> columns.putIfAbsent(category, columns.size()));
    }
    int dim = Math.max(1, columns.size());
    float[] values = new float[depth * dim];
    for (int place = 0; place < depth; place++) {
      Set<String> own = categories.get(place);
      for (String category : own) {
        int column = columns.getOrDefault(category, 0);
        values[place * dim + column] = (float) (1 / Math.sqrt(own.size()));
      }
    }
    return new PoolVectors(values, dim);
  }
}
