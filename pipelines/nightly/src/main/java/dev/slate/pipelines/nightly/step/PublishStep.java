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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

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
    trained
        .ranker()
        .report(new FeatureAssembler(catalog).names())
        .forEach((part, numbers) -> metrics.put(part, finite(numbers)));
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

  /** The settings of {@code slate.train}, by the names of their keys. */
  private Map<String, String> parameters() {
    SlateConfig.Als als = settings.als();
    SlateConfig.TwoTower tower = settings.twoTower();
    SlateConfig.Ranker ranker = settings.ranker();
    Map<String, Object> keys = new TreeMap<>();
    keys.put("min-rating", settings.minRating());
    keys.put("als.engine", als.engine().name().toLowerCase(Locale.ROOT));
    switch (als.engine()) {
      case SLATE -> {
        keys.put("als.rank", als.rank());
        keys.put("als.iterations", als.iterations());
        keys.put("als.regularization", als.regularization());
        keys.put("als.unobserved-weight", als.unobservedWeight());
      }
      case SPARK -> {
        SlateConfig.SparkAls spark = settings.alsSpark();
        keys.put("als-spark.rank", spark.rank());
        keys.put("als-spark.iterations", spark.iterations());
        keys.put("als-spark.reg-param", spark.regParam());
        keys.put("als-spark.alpha", spark.alpha());
      }
    }
    keys.put(
        "two-tower.encoder", tower.encoder().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    keys.put("two-tower.dim", tower.dim());
    switch (tower.encoder()) {
      case MEAN -> {
        keys.put("two-tower.epochs", tower.epochs());
        keys.put("two-tower.batch-size", tower.batchSize());
        keys.put("two-tower.learning-rate", tower.learningRate());
        keys.put("two-tower.temperature", tower.temperature());
      }
      case SELF_ATTENTION -> {
        SlateConfig.SelfAttention attention = settings.selfAttention();
        keys.put("self-attention.length", attention.length());
        keys.put("self-attention.blocks", attention.blocks());
        keys.put("self-attention.heads", attention.heads());
        keys.put("self-attention.epochs", attention.epochs());
        keys.put("self-attention.batch-size", attention.batchSize());
        keys.put("self-attention.learning-rate", attention.learningRate());
        keys.put("self-attention.dropout", attention.dropout());
        keys.put("self-attention.id-dropout", attention.idDropout());
        keys.put("self-attention.negatives", attention.negatives());
      }
    }
    keys.put("ranker.kind", ranker.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    keys.put("ranker.trees", ranker.trees());
    keys.put("ranker.depth", ranker.depth());
    keys.put("ranker.learning-rate", ranker.learningRate());
    Map<String, String> parameters = new LinkedHashMap<>();
    keys.forEach((key, value) -> parameters.put(key, value.toString()));
    return parameters;
  }
}
