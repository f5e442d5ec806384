package dev.slate.training.model.registry;

import dev.slate.training.model.ItemIds;
import dev.slate.training.model.als.AlsModel;
import dev.slate.training.model.index.VectorIndex;
import dev.slate.training.model.neighbors.ItemNeighbors;
import dev.slate.training.model.rank.Ranker;
import dev.slate.training.model.tower.UserTower;

/**
 * Everything that answers a request, trained together: all item rows mean the same items.
 *
 * @param alsIndex over {@code als.itemFactors()}
 * @param towerIndex over {@code tower.itemVectors()}
 */
public record ModelBundle(
    Manifest manifest,
    ItemIds items,
    Popularity popularity,
    AlsModel als,
    UserTower tower,
    ItemNeighbors neighbors,
    Ranker ranker,
    VectorIndex alsIndex,
    VectorIndex towerIndex) {
  /**
   * @throws IllegalArgumentException if the parts are not of the same items or inputs
   */
  public ModelBundle {
    int n = items.size();
    requireItems("als.itemFactors", als.itemFactors().rows(), n);
    requireItems("tower.itemVectors", tower.itemVectors().rows(), n);
    requireItems("neighbors", neighbors.items(), n);
    requireItems("alsIndex", alsIndex.size(), n);
    requireItems("towerIndex", towerIndex.size(), n);
    requireRows("popularity.overall", popularity.overall(), n);
    popularity.byCategory().forEach((name, rows) -> requireRows("popularity of " + name, rows, n));
    if (ranker.inputs() != manifest.inputs().size()) {
      throw new IllegalArgumentException(
          "ranker.inputs: %d (expected: %d, as many as the manifest names)"
              .formatted(ranker.inputs(), manifest.inputs().size()));
    }
  }

  private static void requireItems(String name, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          name + ": " + actual + " items (expected: " + expected + ")");
    }
  }

  private static void requireRows(String name, int[] rows, int n) {
    for (int row : rows) {
      if (row < 0 || row >= n) {
        throw new IllegalArgumentException(
            name + ": row " + row + " (expected: 0 to " + (n - 1) + ")");
      }
    }
  }
}
