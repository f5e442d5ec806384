package dev.slate.bench.audit;

import dev.slate.data.catalog.Item;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.EventKind;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Items, a random model of most of them, and random events about them. */
final class World {
  static final int ITEMS = 400;
  static final int USERS = 300;
  static final String MODEL = "2026-11-20-1";

  private static final int NEW_ITEMS = 20;
  private static final int CATEGORIES = 12;
  private static final int DIM = 16;
  private static final int NEIGHBORS = 10;
  private static final IndexChoice EXACT = new IndexChoice("exact", "exact", 0, List.of());

  private final SplittableRandom random;
  private long events;

  World(long seed) {
    random = new SplittableRandom(seed);
  }

  static String user(int number) {
    return "u" + number;
  }

  static List<Item> items(long nowMs) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      List<String> categories = List.of("c" + i % CATEGORIES, "c" + i * 7 % CATEGORIES);
      long createdMs = i % 10 == 0 ? 0 : nowMs - i * 3_600_123L;
      items.add(
          new Item(
              "i" + i,
              "Item " + i,
              categories.stream().distinct().toList(),
              createdMs,
              true,
              Map.of()));
    }
    return items;
  }

  /** One event; popular items and busy users come more often, and times lie up to a week back. */
  Event next(long nowMs) {
    EventKind[] kinds = EventKind.values();
    EventKind kind = kinds[random.nextInt(kinds.length)];
    double value =
        switch (kind) {
          case RATING -> 1 + random.nextInt(9) / 2.0;
          case PURCHASE -> random.nextInt(10_000) / 100.0;
          case IMPRESSION -> random.nextInt(20);
          case CLICK, DISMISS -> Double.NaN;
        };
    long ageMs = random.nextInt(3) == 0 ? random.nextLong(7 * 86_400_000L) : random.nextInt(500);
    EventHeader header =
        new EventHeader(
            "e" + events++,
            user((int) (USERS * Math.pow(random.nextDouble(), 2))),
            "i" + (int) (ITEMS * Math.pow(random.nextDouble(), 2)),
            nowMs - ageMs);
    return Event.of(kind, header, value);
  }

  /** Whether to send an event twice, as producers do that lost an answer. */
  boolean repeats() {
    return random.nextInt(20) == 0;
  }

  ModelBundle model() {
    List<Item> known = items(0).subList(0, ITEMS - NEW_ITEMS);
    int n = known.size();
    AlsModel als = new AlsModel(matrix(n, DIM), AlsObjective.ials(0.25, 0.025));
    FloatMatrix vectors = matrix(n, DIM);
    TwoTowerModel tower =
        new TwoTowerModel(
            new TwoTowerParameters(
                new TwoTowerShape(DIM, 20, 0.9f),
                ItemCategories.of(known.stream().map(Item::categories).toList()),
                vectors,
                matrix(CATEGORIES, DIM),
                new float[DIM],
                vectors,
                matrix(DIM, DIM),
                new float[DIM]));
    List<String> inputs = new FeatureAssembler(FeatureCatalog.standard()).names();
    return new ModelBundle(
        Manifest.of(
            MODEL,
            1,
            FeatureCatalog.standard().fingerprint(),
            "bench",
            1,
            Map.of(),
            inputs,
            Map.of(),
            Map.of("popularity", Map.of("ndcg@10", 0.25)),
            Map.of("als", EXACT, "two-tower", EXACT)),
        new ItemIds(known.stream().map(Item::itemId).toList()),
        new Popularity(IntStream.range(0, n).toArray(), Map.of()),
        als,
        tower,
        neighbors(n),
        ranker(inputs),
        new ExactIndex(als.itemFactors()),
        new ExactIndex(tower.itemVectors()));
  }

  private FloatMatrix matrix(int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return new FloatMatrix(rows, columns, values);
  }

  private static ItemNeighbors neighbors(int n) {
    int[] neighbors = new int[n * NEIGHBORS];
    float[] similarities = new float[n * NEIGHBORS];
    Arrays.setAll(neighbors, at -> (at / NEIGHBORS + at % NEIGHBORS + 1) % n);
    for (int i = 0; i < similarities.length; i++) {
      similarities[i] = 1f / (i % NEIGHBORS + 3);
    }
    return new ItemNeighbors(NEIGHBORS, neighbors, similarities);
  }

  private static FlatTrees ranker(List<String> inputs) {
    int score = inputs.indexOf("score:two_tower");
    Tree tree =
        new Tree(
            new int[] {score, -1, -1},
            new float[] {0, -0.5f, 0.5f},
            new int[] {1, 0, 0},
            new int[] {2, 0, 0},
            new boolean[] {true, false, false});
    return FlatTrees.of(inputs.size(), 0, List.of(tree));
  }
}
