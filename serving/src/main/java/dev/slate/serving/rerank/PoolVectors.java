package dev.slate.serving.rerank;

import dev.slate.data.catalog.Item;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.model.ServedModel;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.diversity.CandidateVectors;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first places of a pool are compared by: vectors of the item tower, if there is a model,
 * and categories.
 */
final class PoolVectors {
  private PoolVectors() {}

  static CandidateVectors of(Pool pool, int depth) {
    float weight = (float) pool.context().parameters().number(Parameter.RERANK_CATEGORY_WEIGHT);
    var side = pool.context().modelSide();
    if (side == null) {
      return CandidateVectors.of(new float[0], 0, categories(pool, depth), weight);
    }
    float[] embeddings = embeddings(side.model(), pool, depth);
    int width = side.model().bundle().tower().itemVectors().columns();
    return CandidateVectors.of(
        embeddings, width, weight == 0 ? List.of() : categories(pool, depth), weight);
  }

  private static float[] embeddings(ServedModel model, Pool pool, int depth) {
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
    return values;
  }

  private static List<List<String>> categories(Pool pool, int depth) {
    List<List<String>> categories = new ArrayList<>(depth);
    for (int place = 0; place < depth; place++) {
      Item facts = pool.at(place).candidate().item().facts();
      categories.add(facts == null ? List.of() : facts.categories());
    }
    return categories;
  }
}
