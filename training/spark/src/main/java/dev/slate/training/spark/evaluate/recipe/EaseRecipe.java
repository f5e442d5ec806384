package dev.slate.training.spark.evaluate.recipe;

import dev.slate.training.model.ease.Ease;
import dev.slate.training.spark.evaluate.EaseContender;
import dev.slate.training.spark.evaluate.Holdout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** EASE: a linear item model in closed form. */
public final class EaseRecipe implements Recipe {
  private static final String L2 = "ease.l2";

  /** Time grows with the cube of the items: some ten minutes at this many, on two cores. */
  private static final String MAX_ITEMS = "ease.max-items";

  @Override
  public String name() {
    return "ease";
  }

  @Override
  public Map<String, Double> defaults() {
    Map<String, Double> defaults = new LinkedHashMap<>();
    defaults.put(L2, 500.0);
    defaults.put(MAX_ITEMS, 20_000.0);
    return defaults;
  }

  @Override
  public List<Dimension> dimensions() {
    return List.of(new Dimension(L2, 10, 20_000, Dimension.Scale.LOG));
  }

  @Override
  public Trained train(Holdout holdout, Map<String, Double> settings, double effort) {
    int items = holdout.train().items();
    int most = Settings.whole(settings, MAX_ITEMS, 1, Integer.MAX_VALUE);
    if (items > most) {
      throw new IllegalArgumentException(
          "items: %d (expected: at most %s, %d; time grows with the cube of the items)"
              .formatted(items, MAX_ITEMS, most));
    }
    Ease ease = new Ease(Settings.within(settings, L2, 0, Double.MAX_VALUE));
    return Trained.of(
        new EaseContender(ease.weights(holdout.interactions()), holdout.train().itemsByUser()));
  }
}
