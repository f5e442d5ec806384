package dev.slate.pipelines.nightly.audit;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.audit.ServedScores;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.training.model.candidate.UserQuery;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.model.registry.ModelRegistry;
import dev.slate.training.model.registry.RefusedModelException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores by the models of a registry, each loaded once a process.
 *
 * @param registry its path, which every Spark task must be able to read
 */
public record RegistryScores(String registry) implements ServedScores {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryScores.class);
  private static final Map<String, Optional<ModelBundle>> LOADED = new HashMap<>();

  @Override
  public ServedScores.@Nullable OfUser of(
      String model, List<RecentItem> history, double minRating) {
    ModelBundle bundle = load(model).orElse(null);
    return bundle == null ? null : new UserScores(bundle, UserQuery.of(bundle, history, minRating));
  }

  private Optional<ModelBundle> load(String model) {
    synchronized (LOADED) {
      return LOADED.computeIfAbsent(registry + "/" + model, key -> read(model));
    }
  }

  private Optional<ModelBundle> read(String model) {
    try {
      String fingerprint = FeatureCatalog.standard().fingerprint();
      return Optional.of(new ModelRegistry(Path.of(registry)).load(model, fingerprint));
    } catch (RefusedModelException e) {
      LOG.warn("scores of model {} cannot be computed again: {}", model, e.reason());
      return Optional.empty();
    }
  }

  /** As serving's hydrator scores: a new item has the tower's score of its facts alone. */
  private record UserScores(ModelBundle model, UserQuery query) implements ServedScores.OfUser {
    @Override
    public void scores(Item item, float[] out) {
      int row = model.items().indexOf(item.itemId());
      if (row >= 0) {
        query.scores(row, out, 0);
      } else {
        out[0] = 0;
        out[1] = query.twoTowerScore(model.tower().itemVector(item));
        out[2] = 0;
      }
    }
  }
}
