package dev.slate.training.spark.evaluate.recipe;

import dev.slate.training.model.neighbors.CosineNeighbors;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.evaluate.NeighborContender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Item KNN: cosine with shrinkage. */
public final class NeighborRecipe implements Recipe {
  private static final String NEIGHBORS = "item-knn.neighbors";
  private static final String SHRINKAGE = "item-knn.shrinkage";

  @Override
  public String name() {
    return "item-knn";
  }

  /** As the nightly run has them. */
  @Override
  public Map<String, Double> defaults() {
    Map<String, Double> defaults = new LinkedHashMap<>();
    defaults.put(NEIGHBORS, 50.0);
    defaults.put(SHRINKAGE, 10.0);
    return defaults;
  }

  @Override
  public List<Dimension> dimensions() {
    return List.of(
        new Dimension(NEIGHBORS, 10, 1000, Dimension.Scale.WHOLE),
        new Dimension(SHRINKAGE, 0.1, 1000, Dimension.Scale.LOG));
  }

  @Override
  public Trained train(
      Holdout holdout, Map<String, Double> settings, double effort, PassListener listener) {
    CosineNeighbors neighbors =
        new CosineNeighbors(
            Settings.whole(settings, NEIGHBORS, 1, 1_000_000),
            Settings.within(settings, SHRINKAGE, 0, Double.MAX_VALUE));
    return Trained.of(
        new NeighborContender(
            name(), neighbors.of(holdout.interactions()), holdout.train().itemsByUser()));
  }
}
