package dev.slate.training.spark.evaluate.recipe;

import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.evaluate.CategoryPopularity;
import dev.slate.training.spark.evaluate.Holdout;
import java.util.Map;

/** How often an item of the same categories was chosen, in all of train. */
public final class CategoryPopularityRecipe implements Recipe {
  /** As on the command line. */
  public static final String NAME = CategoryPopularity.NAME;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Trained train(
      Holdout holdout, Map<String, Double> settings, double effort, PassListener listener) {
    return Trained.of(
        CategoryPopularity.of(
            holdout.train().itemCounts(), ItemCategories.of(holdout.data().categories())));
  }
}
