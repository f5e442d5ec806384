package dev.slate.training.spark.evaluate.recipe;

import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.evaluate.PopularityContender;
import java.util.List;
import java.util.Map;

/** How often an item was chosen in the newest part of train. */
public final class RecentPopularityRecipe implements Recipe {
  private static final String SHARE = "recent-popularity.share";

  @Override
  public String name() {
    return "recent-popularity";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(SHARE, 0.1);
  }

  @Override
  public List<Dimension> dimensions() {
    return List.of(new Dimension(SHARE, 0.005, 1, Dimension.Scale.LOG));
  }

  @Override
  public Trained train(
      Holdout holdout, Map<String, Double> settings, double effort, PassListener listener) {
    double share = Settings.within(settings, SHARE, 1e-6, 1);
    Positives train = holdout.train();
    Positives recent = train.since(train.cutMs(1 - share));
    return Trained.of(new PopularityContender(name(), recent.itemCounts()));
  }
}
