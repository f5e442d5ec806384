package dev.slate.serving;

import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.serving.after.LastGoodLists;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.context.ContextFactory;
import dev.slate.serving.context.ContextSettings;
import dev.slate.serving.context.UserStateReader;
import dev.slate.serving.experiment.ConfiguredParameters;
import dev.slate.serving.experiment.Experiments;
import dev.slate.serving.model.ServedModel;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.pipeline.RecommendationPipeline;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Request paths over one process's state: the one that serves, and those that warm up. */
record RequestPaths(
    SlateConfig config,
    FeatureCatalog features,
    FeatureReader reader,
    ItemCatalog catalog,
    Supplier<ItemLists> lists,
    LastGoodLists lastGood,
    Experiments experiments,
    Clock clock) {

  /** A path that asks a model, or none. */
  RecommendationPipeline of(
      Supplier<@Nullable ServedModel> model, Consumer<Recommendation> after, MeterRegistry meters) {
    ContextFactory contexts =
        new ContextFactory(
            new UserStateReader(reader, features),
            catalog,
            lists,
            lastGood,
            model,
            experiments,
            settings(),
            clock);
    return RequestPath.of(contexts, config.serving(), features, catalog, lastGood, after, meters);
  }

  /** The same, of which nothing is logged, kept or measured. */
  RecommendationPipeline unseen(Supplier<@Nullable ServedModel> model) {
    return of(model, made -> {}, new SimpleMeterRegistry());
  }

  ConfiguredParameters parameters() {
    return ConfiguredParameters.of(config.serving(), config.traces().rate());
  }

  ContextSettings settings() {
    return new ContextSettings(
        parameters(),
        config.serving().budget(),
        config.resilience().stages(),
        config.train().minRating());
  }
}
