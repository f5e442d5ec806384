package dev.slate.serving.retrieve;

import dev.slate.featurestore.state.RecentItem;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.model.ModelSide;
import dev.slate.serving.model.ServedModel;
import dev.slate.training.model.candidate.UserQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which items of a user's history speak for an item: by how much its scores fall when the user is
 * made again without one of them. O(history) user vectors, so for one item at a time.
 */
public final class HistoryShares {
  private static final int MOST = 50;

  private final double minRating;

  /**
   * @param minRating fewest stars of a positive rating
   */
  public HistoryShares(double minRating) {
    this.minRating = minRating;
  }

  /** The scores of one item by the three models; 0 where a model does not know it. */
  public record Scores(float als, float twoTower, float itemToItem) {
    private Scores minus(Scores other) {
      return new Scores(als - other.als, twoTower - other.twoTower, itemToItem - other.itemToItem);
    }
  }

  /**
   * One item of the history.
   *
   * @param contribution by how much each score falls without it; negative: it speaks against
   * @param share of all that speaks for the item, 0 to 1, mean over the models
   */
  public record Share(RecentItem recent, Scores contribution, double share) {}

  /** The scores with the whole history, and its shares, greatest first. */
  public record Result(Scores scores, List<Share> shares) {}

  /** The shares of the newest {@value #MOST} positives of the history, each item once. */
  public Result of(RequestContext context, CatalogItem item) {
    ModelSide side = context.modelSide();
    if (side == null) {
      return new Result(new Scores(0, 0, 0), List.of());
    }
    Scores all = scores(side.model(), side.query(), item);
    List<RecentItem> positives =
        context.seen().values().stream()
            .filter(recent -> UserQuery.isPositive(recent, minRating))
            .sorted(Comparator.comparingLong((RecentItem recent) -> -recent.eventTimeMs()))
            .limit(MOST)
            .toList();
    List<Scores> contributions = new ArrayList<>(positives.size());
    for (RecentItem left : positives) {
      List<RecentItem> rest =
          context.history().stream().filter(r -> !r.itemId().equals(left.itemId())).toList();
      UserQuery without = UserQuery.of(side.model().bundle(), rest, minRating);
      contributions.add(all.minus(scores(side.model(), without, item)));
    }
    return new Result(all, shares(positives, contributions));
  }

  private static Scores scores(ServedModel model, UserQuery query, CatalogItem item) {
    int row = model.rowOf(item);
    if (row < 0) {
      return new Scores(0, query.twoTowerScore(model.vectorOf(item)), 0);
    }
    float[] scores = new float[3];
    query.scores(row, scores, 0);
    return new Scores(scores[0], scores[1], scores[2]);
  }

  private static List<Share> shares(List<RecentItem> positives, List<Scores> contributions) {
    double als = contributions.stream().mapToDouble(c -> Math.max(0, c.als)).sum();
    double tower = contributions.stream().mapToDouble(c -> Math.max(0, c.twoTower)).sum();
    double neighbors = contributions.stream().mapToDouble(c -> Math.max(0, c.itemToItem)).sum();
    int models = (als > 0 ? 1 : 0) + (tower > 0 ? 1 : 0) + (neighbors > 0 ? 1 : 0);
    List<Share> shares = new ArrayList<>(positives.size());
    for (int i = 0; i < positives.size(); i++) {
      Scores c = contributions.get(i);
      double sum = part(c.als, als) + part(c.twoTower, tower) + part(c.itemToItem, neighbors);
      shares.add(new Share(positives.get(i), c, models == 0 ? 0 : sum / models));
    }
    shares.sort(Comparator.comparingDouble((Share share) -> -share.share));
    return shares;
  }

  private static double part(float contribution, double total) {
    return total > 0 ? Math.max(0, contribution) / total : 0;
  }
}
