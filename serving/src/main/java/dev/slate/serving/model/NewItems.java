package dev.slate.serving.model;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.candidate.UserQuery;
import dev.slate.training.model.index.TopK;
import dev.slate.training.model.registry.ModelBundle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The delta beside a model's index: items that are newer than the model, with the vectors that the
 * item tower gives them by their facts, searched exactly. Immutable; replaced whole.
 */
public final class NewItems {
  private final long version;
  private final Map<CatalogItem, float[]> vectors;
  private final List<CatalogItem> items;
  private final FloatMatrix matrix;

  /** One find. */
  public record Hit(CatalogItem item, float score) {}

  private NewItems(long version, Map<CatalogItem, float[]> vectors, int dim) {
    this.version = version;
    this.vectors = vectors;
    this.items = List.copyOf(vectors.keySet());
    this.matrix = FloatMatrix.zeros(items.size(), dim);
    for (int row = 0; row < items.size(); row++) {
      float[] vector = vectors.getOrDefault(items.get(row), new float[dim]);
      System.arraycopy(vector, 0, matrix.values(), row * dim, dim);
    }
  }

  /** All of the catalogue that a model does not know. */
  static NewItems of(ModelBundle bundle, ToIntFunction<CatalogItem> rowOf, ItemCatalog catalog) {
    long version = catalog.factsVersion();
    return with(bundle, rowOf, version, new LinkedHashMap<>(), catalog.items());
  }

  /** These and what has changed since; itself if nothing has. */
  NewItems refreshed(ModelBundle bundle, ToIntFunction<CatalogItem> rowOf, ItemCatalog catalog) {
    long now = catalog.factsVersion();
    if (now == version) {
      return this;
    }
    List<CatalogItem> changed = catalog.changedSince(version);
    return changed == null
        ? of(bundle, rowOf, catalog)
        : with(bundle, rowOf, now, new LinkedHashMap<>(vectors), changed);
  }

  private static NewItems with(
      ModelBundle bundle,
      ToIntFunction<CatalogItem> rowOf,
      long version,
      Map<CatalogItem, float[]> vectors,
      Collection<CatalogItem> changed) {
    for (CatalogItem item : changed) {
      if (rowOf.applyAsInt(item) < 0) {
        if (item.facts() == null) {
          vectors.remove(item);
        } else {
          vectors.put(item, ServedModel.vectorByFacts(bundle, item));
        }
      }
    }
    return new NewItems(version, vectors, bundle.tower().itemVectors().columns());
  }

  /** The vector of a new item, null if it is none. */
  float @Nullable [] vectorOf(CatalogItem item) {
    return vectors.get(item);
  }

  /** The best {@code k} for a user of those accepted, best first; O(items d). */
  public List<Hit> search(UserQuery query, int k, Predicate<CatalogItem> accept) {
    float[] scores = query.twoTowerScores(matrix);
    TopK best = new TopK(Math.min(k, scores.length));
    for (int row = 0; row < scores.length; row++) {
      if (scores[row] >= best.threshold() && accept.test(items.get(row))) {
        best.add(row, scores[row]);
      }
    }
    var hits = best.drain();
    List<Hit> found = new ArrayList<>(hits.size());
    for (int i = 0; i < hits.size(); i++) {
      found.add(new Hit(items.get(hits.items()[i]), hits.scores()[i]));
    }
    return found;
  }
}
