package dev.slate.training.model.registry;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.ItemIds;
import dev.slate.training.model.Vectors;
import dev.slate.training.model.als.AlsModel;
import dev.slate.training.model.als.AlsObjective;
import dev.slate.training.model.index.BuiltIndex;
import dev.slate.training.model.index.IndexBuilder;
import dev.slate.training.model.index.IndexEngine;
import dev.slate.training.model.neighbors.ItemNeighbors;
import dev.slate.training.model.rank.FlatTrees;
import dev.slate.training.model.rank.Tree;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small model with every part. */
public final class Bundles {
  public static final String FINGERPRINT = "f1";
  private static final int N = 30;

  private Bundles() {}

  public static ModelBundle bundle(String version, long seed) {
    return bundle(version, seed, IndexEngine.HNSW);
  }

  public static ModelBundle bundle(String version, long seed, IndexEngine engine) {
    List<String> ids = new ArrayList<>();
    List<List<String>> categories = new ArrayList<>();
    int[] neighbors = new int[N * 2];
    float[] similarities = new float[N * 2];
    for (int i = 0; i < N; i++) {
      ids.add("i" + i);
      categories.add(i % 3 == 0 ? List.of() : List.of("c" + i % 3));
      neighbors[2 * i] = (i + 1) % N;
      neighbors[2 * i + 1] = i == 0 ? -1 : (i + 2) % N;
      similarities[2 * i] = 0.5f;
      similarities[2 * i + 1] = i == 0 ? 0 : 0.25f;
    }
    AlsModel als = new AlsModel(Vectors.normal(N, 4, seed), AlsObjective.ials(0.3, 0.05));
    TwoTowerModel tower =
        new TwoTowerModel(
            TwoTowerParameters.random(
                new TwoTowerShape(4, 10, 0.9f), ItemCategories.of(categories), seed));
    FloatMatrix queries = Vectors.normal(3, 4, seed);
    BuiltIndex alsIndex = new IndexBuilder(engine).build(als.itemFactors(), queries);
    BuiltIndex towerIndex = new IndexBuilder(engine).build(tower.itemVectors(), queries);
    Manifest manifest =
        Manifest.of(
            version,
            1_700_000_000_000L,
            FINGERPRINT,
            "test",
            seed,
            Map.of("als.rank", "4"),
            List.of("x", "y"),
            Map.of("events", 10L),
            Map.of("als", Map.of("ndcg@10", 0.25)),
            Map.of("als", alsIndex.choice(), "two-tower", towerIndex.choice()));
    Tree tree =
        new Tree(
            new int[] {1, -1, -1},
            new float[] {0.5f, -0.1f, 0.3f},
            new int[] {1, 0, 0},
            new int[] {2, 0, 0},
            new boolean[] {true, false, false});
    return new ModelBundle(
        manifest,
        new ItemIds(ids),
        new Popularity(new int[] {3, 1, 2}, Map.of("c1", new int[] {1, 4})),
        als,
        tower,
        new ItemNeighbors(2, neighbors, similarities),
        FlatTrees.of(2, 0.1f, List.of(tree)),
        alsIndex.index(),
        towerIndex.index());
  }
}
