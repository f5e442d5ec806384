package dev.slate.training.spark;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.training.model.ItemIds;
import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.neighbors.ItemNeighbors;
import dev.slate.training.model.rank.Ranker;
import dev.slate.training.model.registry.Manifest;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.model.registry.Popularity;
import dev.slate.training.spark.als.AlsFit;
import dev.slate.training.spark.tower.TowerFit;
import java.util.Map;

/**
 * Everything that finds candidates, trained on the positives before one time.
 *
 * @param cutMs what is at or after it was not seen
 */
public record RetrievalModels(
    long cutMs,
    ItemIds items,
    AlsFit als,
    TowerFit tower,
    ItemNeighbors neighbors,
    Popularity popularity) {

  /** A bundle to work with in this process: exact indexes, a manifest that is never published. */
  public ModelBundle bundle(Ranker ranker) {
    FeatureCatalog catalog = FeatureCatalog.standard();
    Manifest manifest =
        Manifest.of(
            "unpublished",
            0,
            catalog.fingerprint(),
            "",
            0,
            Map.of(),
            new FeatureAssembler(catalog).names(),
            Map.of(),
            Map.of(),
            Map.of());
    return new ModelBundle(
        manifest,
        items,
        popularity,
        als.model(),
        tower.model(),
        neighbors,
        ranker,
        new ExactIndex(als.model().itemFactors()),
        new ExactIndex(tower.model().itemVectors()));
  }
}
