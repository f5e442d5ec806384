package dev.slate.serving.rerank;

import dev.slate.data.catalog.Item;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.model.ServedModel;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.diversity.CandidateVectors;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first places of a pool are compared by: ALS factors, if there is a model, and
 * categories.
 */
final class PoolVectors {
  private static final Kernel KERNEL = Kernels.best();

  private PoolVectors() {}

  static CandidateVectors of(Pool pool, int depth) {
    float weight = (float) pool.context().parameters().number(Parameter.RERANK_CATEGORY_WEIGHT);
    var side = pool.context().modelSide();
    if (side == null) {
      return CandidateVectors.of(new float[0], 0, categories(pool, depth), weight);
    }
    float[] embeddings = embeddings(side.model(), pool, depth);
    int width = side.model().bundle().als().itemFactors().columns();
    return CandidateVectors.of(
        embeddings, width, weight == 0 ? List.of() : categories(pool, depth), weight);
  }

  /** An item that ALS does not know is like the mean of the others, neither alike nor apart. */
  private static float[] embeddings(ServedModel model, Pool pool, int depth) {
    FloatMatrix factors = model.bundle().als().itemFactors();
    int dim = factors.columns();
    float[] values = new float[depth * dim];
    float[] mean = new float[dim];
    for (int place = 0; place < depth; place++) {
      int row = model.rowOf(pool.at(place).candidate().item());
      if (row >= 0) {
        System.arraycopy(factors.values(), row * dim, values, place * dim, dim);
        normalize(values, place * dim, dim);
        KERNEL.addScaled(1, values, place * dim, mean, 0, dim);
      }
    }
    normalize(mean, 0, dim);
    for (int place = 0; place < depth; place++) {
      if (model.rowOf(pool.at(place).candidate().item()) < 0) {
        System.arraycopy(mean, 0, values, place * dim, dim);
      }
    }
    return values;
  }

  private static void normalize(float[] values, int offset, int dim) {
    float square = KERNEL.dot(values, offset, values, offset, dim);
    float scale = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
    for (int d = offset; d < offset + dim; d++) {
      values[d] *= scale;
    }
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
