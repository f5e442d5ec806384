package dev.slate.training.model.candidate;

import dev.slate.data.event.EventKind;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.index.Hits;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.index.TopK;
import dev.slate.training.model.kernel.Kernel;
import dev.slate.training.model.kernel.Kernels;
import dev.slate.training.model.neighbors.ItemNeighbors;
import dev.slate.training.model.registry.ModelBundle;
import java.util.Arrays;
import java.util.List;

/**
 * One user's side of every model, made once a request from the recent history; serving, training
 * rows and offline evaluation all ask it, so a score means the same everywhere.
 *
 * <p>Positives are clicks, purchases, and ratings of at least a minimum; a repeated item counts
 * once, at its newest; items the model does not know are skipped. With no positives every source is
 * empty and every score 0. Immutable.
 */
public final class UserQuery {
  private static final Kernel KERNEL = Kernels.best();

  /** The row of an item that the model does not know. */
  public static final int UNKNOWN = -1;

  private static final int SCORES = FeatureAssembler.SCORES.size();

  private final ModelBundle model;
  private final int[] positives;
  private final float[] als;
  private final float[] tower;

  /** Neighbours reached from the history, ascending, and their summed similarities. */
  private final int[] reached;

  private final float[] similarities;

  private UserQuery(ModelBundle model, int[] positives) {
    this.model = model;
    this.positives = positives;
    float[] weights = new float[positives.length];
    Arrays.fill(weights, 1);
    this.als = model.als().foldIn(positives, weights);
    this.tower = model.tower().userVector(positives);
    this.reached = reach(model.neighbors(), positives);
    this.similarities = new float[reached.length];
    accumulate(model.neighbors());
  }

  /**
   * @param history newest first
   * @param minRating fewest stars of a positive rating
   */
  public static UserQuery of(ModelBundle model, List<RecentItem> history, double minRating) {
    return new UserQuery(
        model,
        history.stream()
            .filter(recent -> isPositive(recent, minRating))
            .mapToInt(recent -> model.items().indexOf(recent.itemId()))
            .filter(item -> item >= 0)
            .distinct()
            .toArray());
  }

  /** Whether an interaction says that the user wants more of its kind. */
  public static boolean isPositive(RecentItem recent, double minRating) {
    return recent.kind() == EventKind.CLICK
        || recent.kind() == EventKind.PURCHASE
        || (recent.kind() == EventKind.RATING && recent.value() >= minRating);
  }

  private static int[] reach(ItemNeighbors neighbors, int[] positives) {
    int k = neighbors.k();
    return Arrays.stream(positives)
        .flatMap(item -> Arrays.stream(neighbors.neighbors(), item * k, (item + 1) * k))
        .filter(item -> item >= 0)
        .sorted()
        .distinct()
        .toArray();
  }

  private void accumulate(ItemNeighbors neighbors) {
    int k = neighbors.k();
    for (int item : positives) {
      for (int at = item * k; at < (item + 1) * k; at++) {
        if (neighbors.neighbors()[at] >= 0) {
          int slot = Arrays.binarySearch(reached, neighbors.neighbors()[at]);
          similarities[slot] += neighbors.similarities()[at];
        }
      }
    }
  }

  /** Item rows of the history's positives, newest first, each once. */
  public int[] positives() {
    return positives.clone();
  }

  /** Best items by the user folded into ALS. */
  public Hits als(int k, RowMask mask) {
    return positives.length == 0 ? Hits.NONE : model.alsIndex().search(als, k, mask);
  }

  /** Best items by the user tower. */
  public Hits twoTower(int k, RowMask mask) {
    return positives.length == 0 ? Hits.NONE : model.towerIndex().search(tower, k, mask);
  }

  /** Best neighbours of the history's items, by summed similarity. */
  public Hits itemToItem(int k, RowMask mask) {
    TopK best = new TopK(Math.min(k, reached.length));
    for (int i = 0; i < reached.length; i++) {
      if (best.accepts(reached[i], similarities[i]) && mask.admits(reached[i])) {
        best.add(reached[i], similarities[i]);
      }
    }
    return best.drain();
  }

  /**
   * Three scores of each item {@code [n x 3]}, in the order of {@link FeatureAssembler#SCORES}. O(n
   * d), but the items' vectors are fetched eight at a time.
   *
   * @param items rows; {@link #UNKNOWN} gets three zeros
   */
  public float[] scores(int[] items) {
    float[] out = new float[items.length * SCORES];
    if (positives.length == 0) {
      return out;
    }
    int[] rows = Arrays.stream(items).map(item -> Math.max(item, 0)).toArray();
    float[] byAls = products(model.als().itemFactors(), rows, als);
    float[] byTower = products(model.tower().itemVectors(), rows, tower);
    for (int i = 0; i < items.length; i++) {
      if (items[i] != UNKNOWN) {
        int slot = Arrays.binarySearch(reached, items[i]);
        out[i * SCORES] = byAls[i];
        out[i * SCORES + 1] = byTower[i];
        out[i * SCORES + 2] = slot < 0 ? 0 : similarities[slot];
      }
    }
    return out;
  }

  private static float[] products(FloatMatrix matrix, int[] items, float[] user) {
    float[] out = new float[(items.length + Kernel.LANES - 1) / Kernel.LANES * Kernel.LANES];
    KERNEL.gatherDots(matrix.values(), matrix.columns(), items, items.length, user, 0, out);
    return out;
  }

  /**
   * Writes an item's three scores to {@code out[offset..offset + 3)}, as {@link #scores(int[])}.
   */
  public void scores(int item, float[] out, int offset) {
    System.arraycopy(scores(new int[] {item}), 0, out, offset, SCORES);
  }

  /** The user's vectors against a new item's: its tower score, as it has no other. */
  public float twoTowerScore(float[] itemVector) {
    return positives.length == 0 ? 0 : KERNEL.dot(tower, 0, itemVector, 0, tower.length);
  }

  /** As {@link #twoTowerScore}, for each row {@code [n x d]}; nothing without positives. */
  public float[] twoTowerScores(FloatMatrix itemVectors) {
    if (positives.length == 0) {
      return new float[0];
    }
    float[] scores = new float[itemVectors.rows()];
    KERNEL.rowDots(itemVectors.values(), 0, scores.length, itemVectors.columns(), tower, 0, scores);
    return scores;
  }
}
