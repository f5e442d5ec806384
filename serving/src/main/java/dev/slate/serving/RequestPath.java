package dev.slate.serving;

import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.serving.after.LastGoodLists;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.context.ContextFactory;
import dev.slate.serving.filter.CurrentItemFilter;
import dev.slate.serving.filter.EarlierPageFilter;
import dev.slate.serving.filter.ExcludedItemFilter;
import dev.slate.serving.filter.Filtering;
import dev.slate.serving.filter.HiddenItemFilter;
import dev.slate.serving.filter.OutOfScopeFilter;
import dev.slate.serving.filter.SeenItemFilter;
import dev.slate.serving.filter.ServedItemFilter;
import dev.slate.serving.filter.UnavailableItemFilter;
import dev.slate.serving.hydrate.FeatureHydrator;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.pipeline.RecommendationPipeline;
import dev.slate.serving.rank.Ranking;
import dev.slate.serving.rerank.RerankerChain;
import dev.slate.serving.retrieve.AlsRetriever;
import dev.slate.serving.retrieve.CurrentItemRetriever;
import dev.slate.serving.retrieve.IncludedItemRetriever;
import dev.slate.serving.retrieve.ItemToItemRetriever;
import dev.slate.serving.retrieve.LastGoodRetriever;
import dev.slate.serving.retrieve.NewRetriever;
import dev.slate.serving.retrieve.PopularRetriever;
import dev.slate.serving.retrieve.Retrieval;
import dev.slate.serving.retrieve.SegmentRetriever;
import dev.slate.serving.retrieve.TrendingRetriever;
import dev.slate.serving.retrieve.TwoTowerRetriever;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Consumer;

/** Which components the request path has, in their order. */
final class RequestPath {
  private RequestPath() {}

  static RecommendationPipeline of(
      ContextFactory contexts,
      SlateConfig.Serving settings,
      FeatureCatalog features,
      ItemCatalog catalog,
      LastGoodLists lastGood,
      Consumer<Recommendation> after,
      MeterRegistry meters) {
    Filtering filtering =
        new Filtering(
            // Cheap ones first.
            List.of(
                new UnavailableItemFilter(),
                new CurrentItemFilter(),
                new ExcludedItemFilter(),
                new EarlierPageFilter(),
                new HiddenItemFilter(),
                new ServedItemFilter(lastGood.served()),
                new SeenItemFilter(),
                new OutOfScopeFilter()));
    return new RecommendationPipeline(
        contexts,
        new Retrieval(
            List.of(
                new TwoTowerRetriever(),
                new AlsRetriever(),
                new ItemToItemRetriever(),
                new CurrentItemRetriever(catalog),
                new IncludedItemRetriever(catalog),
                new LastGoodRetriever(lastGood),
                new SegmentRetriever(),
                new TrendingRetriever(),
                new NewRetriever(),
                // Last: the one that is never skipped.
                new PopularRetriever()),
            meters),
        filtering,
        new FeatureHydrator(features),
        new Ranking(),
        new RerankerChain(settings, features, catalog, filtering),
        after,
        meters);
  }
}
