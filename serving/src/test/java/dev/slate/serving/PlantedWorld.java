package dev.slate.serving;

import dev.slate.data.Topics;
import dev.slate.data.catalog.CatalogCodec;
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
import dev.slate.training.model.rank.ListRanker;
import dev.slate.training.model.rank.RelativeInputs;
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

/**
 * A small catalogue whose truth is its categories, and a model that knows it: every item's vector
 * points to its category, with a little noise, and the ranker follows the two-tower score.
 */
public final class PlantedWorld {
  public static final int CATEGORIES = 6;
  public static final int PER_CATEGORY = 25;
  private static final int N = CATEGORIES * PER_CATEGORY;
  private static final int DIM = 8;
  private static final IndexChoice EXACT = new IndexChoice("exact", "exact", 0, List.of());
  private static final long CREATED_MS = 1_700_000_000_000L;

  private PlantedWorld() {}

  public static String category(int c) {
    return "planted-" + c;
  }

  /** The {@code i}-th item of a category. */
  public static String id(int c, int i) {
    return "p" + c + "-" + i;
  }

  public static List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (int c = 0; c < CATEGORIES; c++) {
      for (int i = 0; i < PER_CATEGORY; i++) {
        String id = id(c, i);
        items.add(
            new Item(id, "Title of " + id, List.of(category(c)), CREATED_MS + i, true, Map.of()));
      }
    }
    return items;
  }

  /** Writes the catalogue to the platform's broker; repeated calls change nothing. */
  public static void announce() {
    for (Item item : items()) {
      Platform.writer(Topics.ITEMS).write(item.itemId(), CatalogCodec.encode(item));
    }
  }

  /** A model of this world; models of different seeds differ in their noise. */
  public static ModelBundle model(String version, long seed) {
    ItemIds ids = new ItemIds(items().stream().map(Item::itemId).toList());
    AlsModel als =
        new AlsModel(vectors(new SplittableRandom(seed)), AlsObjective.spark(0.25, 0.025));
    TwoTowerModel tower = tower(new SplittableRandom(seed + 1));
    List<String> inputs = new FeatureAssembler(FeatureCatalog.standard()).names();
    return new ModelBundle(
        Manifest.of(
            version,
            CREATED_MS,
            FeatureCatalog.standard().fingerprint(),
            "test",
            seed,
            Map.of(),
            inputs,
            Map.of(),
            Map.of("popularity", Map.of("ndcg@10", 0.25)),
            Map.of("als", EXACT, "two-tower", EXACT)),
        ids,
        popularity(),
        als,
        tower,
        neighbors(),
        ranker(inputs),
        new ExactIndex(als.itemFactors()),
        new ExactIndex(tower.itemVectors()));
  }

  private static FloatMatrix vectors(SplittableRandom random) {
    FloatMatrix matrix = FloatMatrix.zeros(N, DIM);
    for (int row = 0; row < N; row++) {
      for (int d = 0; d < DIM; d++) {
        float signal = d == row / PER_CATEGORY ? 1 : 0;
        matrix.values()[row * DIM + d] = signal + (float) random.nextDouble(-0.1, 0.1);
      }
    }
    return matrix;
  }

  private static TwoTowerModel tower(SplittableRandom random) {
    FloatMatrix identity = FloatMatrix.zeros(DIM, DIM);
    for (int d = 0; d < DIM; d++) {
      identity.values()[d * DIM + d] = 1;
    }
    FloatMatrix byCategory = FloatMatrix.zeros(CATEGORIES, DIM);
    for (int c = 0; c < CATEGORIES; c++) {
      byCategory.values()[c * DIM + c] = 1;
    }
    FloatMatrix vectors = vectors(random);
    return new TwoTowerModel(
        new TwoTowerParameters(
            new TwoTowerShape(DIM, 20, 0.9f),
            ItemCategories.of(items().stream().map(Item::categories).toList()),
            vectors,
            byCategory,
            new float[DIM],
            vectors,
            identity,
            new float[DIM]));
  }

  private static Popularity popularity() {
    return new Popularity(IntStream.range(0, N).toArray(), Map.of());
  }

  /** The next items of the same category. */
  private static ItemNeighbors neighbors() {
    int k = 5;
    int[] neighbors = new int[N * k];
    float[] similarities = new float[N * k];
    for (int row = 0; row < N; row++) {
      int first = row / PER_CATEGORY * PER_CATEGORY;
      for (int j = 0; j < k; j++) {
        neighbors[row * k + j] = first + (row - first + j + 1) % PER_CATEGORY;
        similarities[row * k + j] = 1f / (j + 2);
      }
    }
    return new ItemNeighbors(k, neighbors, similarities);
  }

  /** One tree per step of the two-tower score: the more steps it passes, the better. */
  private static ListRanker ranker(List<String> inputs) {
    int score = inputs.indexOf("score:two_tower");
    List<Tree> trees = new ArrayList<>();
    for (float step = -0.8f; step < 1; step += 0.2f) {
      trees.add(
          new Tree(
              new int[] {score, -1, -1},
              new float[] {step, -0.5f, 0.5f},
              new int[] {1, 0, 0},
              new int[] {2, 0, 0},
              new boolean[] {true, false, false}));
    }
    RelativeInputs relative = new RelativeInputs(inputs.size(), new int[] {score});
    return new ListRanker(relative, FlatTrees.of(relative.expanded(), 0, trees));
  }
}
