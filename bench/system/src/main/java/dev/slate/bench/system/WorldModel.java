package dev.slate.bench.system;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.ItemIds;
import dev.slate.training.model.als.AlsModel;
import dev.slate.training.model.als.AlsObjective;
import dev.slate.training.model.index.BuiltIndex;
import dev.slate.training.model.index.IndexBuilder;
import dev.slate.training.model.index.IndexEngine;
import dev.slate.training.model.neighbors.ItemNeighbors;
import dev.slate.training.model.rank.FlatTrees;
import dev.slate.training.model.rank.Ranker;
import dev.slate.training.model.rank.Tree;
import dev.slate.training.model.registry.Manifest;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.model.registry.Popularity;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerShape;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A model of the world's clusters, with the sizes of a trained one. */
final class WorldModel {
  private static final int NEIGHBORS = 20;
  private static final int HISTORY = 50;
  private static final int PROBES = 200;

  private final LatentItems items;
  private final AlsModel als;
  private final TwoTowerModel tower;
  private final BuiltIndex alsIndex;
  private final BuiltIndex towerIndex;

  WorldModel(LatentItems items, IndexEngine engine) {
    this.items = items;
    this.als = new AlsModel(factors(items), AlsObjective.ials(0.3, 0.03));
    this.tower = tower(items.vectors());
    IndexBuilder builder = new IndexBuilder(engine);
    alsIndex = builder.build(als.itemFactors(), probes(als.itemFactors()));
    towerIndex = builder.build(tower.itemVectors(), probes(tower.itemVectors()));
  }

  /** Popular items have longer factors, as they do when they are learned. */
  private static FloatMatrix factors(LatentItems items) {
    float[] out = items.vectors().values().clone();
    int d = WorldShape.DIM;
    for (int i = 0; i < items.size(); i++) {
      float length = (float) (0.3 + 0.7 / Math.sqrt(1 + i / 100.0));
      for (int c = 0; c < d; c++) {
        out[i * d + c] *= length;
      }
    }
    return new FloatMatrix(items.size(), d, out);
  }

  private static TwoTowerModel tower(FloatMatrix vectors) {
    int d = WorldShape.DIM;
    float[] identity = new float[d * d];
    for (int i = 0; i < d; i++) {
      identity[i * d + i] = 1;
    }
    List<List<String>> none = Collections.nCopies(vectors.rows(), List.of("c"));
    return new TwoTowerModel(
        new TwoTowerParameters(
            new TwoTowerShape(d, HISTORY, 0.95f),
            ItemCategories.of(none),
            vectors,
            new FloatMatrix(1, d, new float[d]),
            new float[d],
            vectors,
            new FloatMatrix(d, d, identity),
            new float[d]));
  }

  private static FloatMatrix probes(FloatMatrix vectors) {
    SplittableRandom random = new SplittableRandom(9);
    int d = vectors.columns();
    float[] out = new float[PROBES * d];
    for (int q = 0; q < PROBES; q++) {
      float[] row = vectors.row(random.nextInt(vectors.rows()));
      for (int c = 0; c < d; c++) {
        out[q * d + c] = row[c] + 0.05f * (float) random.nextGaussian();
      }
    }
    return new FloatMatrix(PROBES, d, out);
  }

  /** The bundle without a real ranker, to make rows with. */
  ModelBundle unranked() {
    Tree leaf = new Tree(new int[] {-1}, new float[1], new int[1], new int[1], new boolean[1]);
    int inputs = new FeatureAssembler(FeatureCatalog.standard()).size();
    return bundle("none", FlatTrees.of(inputs, 0, List.of(leaf)));
  }

  ModelBundle bundle(String version, Ranker ranker) {
    int n = items.size();
    float[] similarities = new float[n * NEIGHBORS];
    for (int i = 0; i < similarities.length; i++) {
      similarities[i] = 1f / (i % NEIGHBORS + 3);
    }
    return new ModelBundle(
        Manifest.of(
            version,
            System.currentTimeMillis(),
            FeatureCatalog.standard().fingerprint(),
            "bench",
            1,
            Map.of(),
            new FeatureAssembler(FeatureCatalog.standard()).names(),
            Map.of(),
            Map.of("popularity", Map.of("ndcg@10", 0.1)),
            Map.of("als", alsIndex.choice(), "two-tower", towerIndex.choice())),
        new ItemIds(IntStream.range(0, n).mapToObj(LatentItems::id).toList()),
        new Popularity(IntStream.range(0, n).toArray(), Map.of()),
        als,
        tower,
        new ItemNeighbors(NEIGHBORS, items.neighbors(NEIGHBORS), similarities),
        ranker,
        alsIndex.index(),
        towerIndex.index());
  }

  /** How the indexes were chosen, for the log. */
  String indexes() {
    return "als " + alsIndex.choice() + ", two-tower " + towerIndex.choice();
  }
}
