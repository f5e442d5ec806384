package dev.slate.training.spark.evaluate.recipe;

import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.evaluate.PopularityContender;
import java.util.Map;

/** How often an item was chosen, in all of train. */
public final class PopularityRecipe implements Recipe {
  @Override
  public String name() {
    return "popularity";
  }

  @Override
  public Trained train(
      Holdout holdout, Map<String, Double> settings, double effort, PassListener listener) {
    Positives train = holdout.train();
    return Trained.of(new PopularityContender(name(), train.itemCounts()));
  }
}
