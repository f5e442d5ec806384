package dev.slate.serving.model;

import dev.slate.data.event.EventKind;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.training.model.candidate.UserQuery;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.model.registry.ModelRegistry;
import dev.slate.training.model.registry.RefusedModelException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Makes a published version ready to serve: load, verify, warm up. */
public final class ModelLoader {
  private static final int WARM_UP_QUERIES = 200;
  private static final int WARM_UP_HISTORY = 20;

  private final ModelRegistry registry;
  private final FeatureCatalog features;
  private final ItemCatalog catalog;

  public ModelLoader(ModelRegistry registry, FeatureCatalog features, ItemCatalog catalog) {
    this.registry = registry;
    this.features = features;
    this.catalog = catalog;
  }

  /**
   * Loads a version.
   *
   * @throws RefusedModelException if it must not serve
   */
  ServedModel load(String version) throws RefusedModelException {
    ModelBundle bundle = registry.load(version, features.fingerprint());
    List<String> inputs = new FeatureAssembler(features).names();
    if (!bundle.manifest().inputs().equals(inputs)) {
      throw new RefusedModelException(
          version,
          "its ranker reads other inputs than this version of Slate assembles",
          "train again with this version");
    }
    warmUp(bundle);
    return ServedModel.of(bundle, catalog);
  }

  /** Runs made-up users through every kernel, so that no real one waits for the compiler. */
  private static void warmUp(ModelBundle bundle) throws RefusedModelException {
    int n = bundle.items().size();
    if (n == 0) {
      throw new RefusedModelException(
          bundle.manifest().version(), "it knows no item", "import items and train again");
    }
    SplittableRandom random = new SplittableRandom(1);
    float[] scores = new float[FeatureAssembler.SCORES.size()];
    for (int i = 0; i < WARM_UP_QUERIES; i++) {
      List<RecentItem> history =
          IntStream.range(0, WARM_UP_HISTORY)
              .mapToObj(
                  at ->
                      new RecentItem(
                          bundle.items().id(random.nextInt(n)),
                          at,
                          EventKind.CLICK,
                          Float.NaN,
                          "warm-" + at))
              .toList();
      UserQuery query = UserQuery.of(bundle, history, 0);
      query.als(100, RowMask.ALL);
      query.twoTower(100, RowMask.ALL);
      query.itemToItem(100, RowMask.ALL);
      query.scores(random.nextInt(n), scores, 0);
      requireFinite(bundle.manifest().version(), scores);
    }
    int inputs = bundle.ranker().inputs();
    bundle.ranker().score(new float[100 * inputs], 100, new float[100]);
  }

  private static void requireFinite(String version, float[] scores) throws RefusedModelException {
    for (float score : scores) {
      if (!Float.isFinite(score)) {
        throw new RefusedModelException(version, "its scores are not numbers", "train again");
      }
    }
  }
}
