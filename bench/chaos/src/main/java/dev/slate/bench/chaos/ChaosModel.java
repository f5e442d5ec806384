package dev.slate.bench.chaos;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.ItemIds;
import dev.slate.training.model.als.AlsModel;
import dev.slate.training.model.als.AlsObjective;
import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.index.IndexChoice;
import dev.slate.training.model.neighbors.ItemNeighbors;
import dev.slate.training.model.rank.FlatTrees;
import dev.slate.training.model.rank.Tree;
import dev.slate.training.model.registry.Manifest;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.model.registry.Popularity;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A model that knows the world's categories: an item's vector points to its own. */
final class ChaosModel {
  private static final int NEIGHBORS = 10;
  private static final int DIM = 32;
  private static final int TREES = 100;
  private static final IndexChoice EXACT = new IndexChoice("exact", "exact", 0, List.of());

  private ChaosModel() {}

  /** Models of different seeds differ in their noise. */
  static ModelBundle of(List<Item> items, int categories, String version, long seed) {
    int n = items.size();
    AlsModel als = new AlsModel(vectors(n, categories, seed), AlsObjective.spark(0.25, 0.025));
    TwoTowerModel tower = tower(items, vectors(n, categories, seed + 1), categories);
    List<String> inputs = new FeatureAssembler(FeatureCatalog.standard()).names();
    return new ModelBundle(
        Manifest.of(
            version,
            System.currentTimeMillis(),
            FeatureCatalog.standard().fingerprint(),
            "chaos",
            seed,
            Map.of(),
            inputs,
            Map.of(),
            Map.of("popularity", Map.of("ndcg@10", 0.1)),
            Map.of("als", EXACT, "two-tower", EXACT)),
        new ItemIds(items.stream().map(Item::itemId).toList()),
        new Popularity(IntStream.range(0, n).toArray(), Map.of()),
        als,
        tower,
        neighbors(n, categories),
        ranker(inputs, seed),
        new ExactIndex(als.itemFactors()),
        new ExactIndex(tower.itemVectors()));
  }

  private static FloatMatrix vectors(int n, int categories, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FloatMatrix matrix = FloatMatrix.zeros(n, DIM);
    for (int i = 0; i < n; i++) {
      for (int d = 0; d < DIM; d++) {
        matrix.values()[i * DIM + d] =
            (d == i % categories ? 1 : 0) + (float) random.nextDouble(-0.1, 0.1);
      }
    }
    return matrix;
  }

  private static TwoTowerModel tower(List<Item> items, FloatMatrix vectors, int categories) {
    FloatMatrix identity = FloatMatrix.zeros(DIM, DIM);
    for (int d = 0; d < DIM; d++) {
      identity.values()[d * DIM + d] = 1;
    }
    FloatMatrix byCategory = FloatMatrix.zeros(categories, DIM);
    for (int c = 0; c < categories; c++) {
      byCategory.values()[c * DIM + c] = 1;
    }
    return new TwoTowerModel(
        new TwoTowerParameters(
            new TwoTowerShape(DIM, 20, 0.9f),
            ItemCategories.of(items.stream().map(Item::categories).toList()),
            vectors,
            byCategory,
            new float[DIM],
            vectors,
            identity,
            new float[DIM]));
  }

  /** The next items of the same category. */
  private static ItemNeighbors neighbors(int n, int categories) {
    int[] neighbors = new int[n * NEIGHBORS];
    float[] similarities = new float[n * NEIGHBORS];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < NEIGHBORS; j++) {
        neighbors[i * NEIGHBORS + j] = (i + (j + 1) * categories) % n;
        similarities[i * NEIGHBORS + j] = 1f / (j + 2);
      }
    }
    return new ItemNeighbors(NEIGHBORS, neighbors, similarities);
  }

  /** Stumps on the two-tower score: the more of them it passes, the better. */
  private static FlatTrees ranker(List<String> inputs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int score = inputs.indexOf("score:two_tower");
    List<Tree> trees = new ArrayList<>();
    for (int t = 0; t < TREES; t++) {
      trees.add(
          new Tree(
              new int[] {score, -1, -1},
              new float[] {(float) random.nextDouble(-1, 1), -0.1f, 0.1f},
              new int[] {1, 0, 0},
              new int[] {2, 0, 0},
              new boolean[] {true, false, false}));
    }
    return FlatTrees.of(inputs.size(), 0, trees);
  }
}
