package dev.slate.pipelines.nightly.step;

import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.pipelines.nightly.run.Scores;
import dev.slate.training.model.registry.Manifest;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.model.registry.ModelRegistry;
import dev.slate.training.model.registry.RefusedModelException;
import dev.slate.training.spark.RetrievalModels;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes the model to the registry, reads it back as serving will, and makes it the champion. */
public record PublishStep(ModelRegistry registry, SlateConfig.Train settings, long nowMs) {

  /**
   * @return the version, now the champion
   * @throws RefusedModelException if what was written cannot be loaded; the champion stays
   */
  public String run(
      LocalDate date,
      Batch batch,
      FinalTrainStep.Final trained,
      IndexStep.Indices indices,
      List<Scores> evaluation)
      throws RefusedModelException {
    FeatureCatalog catalog = FeatureCatalog.standard();
    Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    evaluation.forEach(scores -> metrics.put(scores.model(), finite(scores.metrics())));
    Manifest manifest =
        Manifest.of(
            registry.nextVersion(date),
            nowMs,
            catalog.fingerprint(),
            Objects.requireNonNullElse(
                PublishStep.class.getPackage().getImplementationVersion(), "unpackaged"),
            settings.seed(),
            parameters(),
            new FeatureAssembler(catalog).names(),
            batch.data(),
            metrics,
            Map.of("als", indices.als().choice(), "two-tower", indices.tower().choice()));
    RetrievalModels models = trained.models();
    registry.publish(
        new ModelBundle(
            manifest,
            models.items(),
            models.popularity(),
            models.als().model(),
            models.tower().model(),
            models.neighbors(),
            trained.ranker().ranker(),
            indices.als().index(),
            indices.tower().index()));
    registry.load(manifest.version(), catalog.fingerprint());
    registry.promote(manifest.version());
    return manifest.version();
  }

  private static Map<String, Double> finite(Map<String, Double> metrics) {
    Map<String, Double> finite = new LinkedHashMap<>(metrics);
    finite.values().removeIf(value -> !Double.isFinite(value));
    return finite;
  }

  private Map<String, String> parameters() {
    return Map.of(
        "min-rating", String.valueOf(settings.minRating()),
        "als", settings.als().toString(),
        "two-tower", settings.twoTower().toString(),
        "ranker", settings.ranker().toString());
  }
}
