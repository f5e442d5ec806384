package dev.slate.training.spark.evaluate.recipe;

import dev.slate.training.model.ease.Ease;
import dev.slate.training.spark.evaluate.EaseContender;
import dev.slate.training.spark.evaluate.Holdout;
import java.util.List;
import java.util.Map;

/** EASE: a linear item model in closed form. */
public final class EaseRecipe implements Recipe {
  private static final String L2 = "ease.l2";

  @Override
  public String name() {
    return "ease";
  }

  @Override
  public Map<String, Double> defaults() {
    return Map.of(L2, 500.0);
  }

  @Override
  public List<Dimension> dimensions() {
    return List.of(new Dimension(L2, 10, 20_000, Dimension.Scale.LOG));
  }

  @Override
  public Trained train(Holdout holdout, Map<String, Double> settings, double effort) {
    Ease ease = new Ease(Settings.within(settings, L2, 0, Double.MAX_VALUE));
    return Trained.of(
        new EaseContender(ease.weights(holdout.interactions()), holdout.train().itemsByUser()));
  }
}
