package dev.slate.training.spark.evaluate.recipe;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.ease.Ease;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.evaluate.EaseContender;
import dev.slate.training.spark.evaluate.Evaluator;
import dev.slate.training.spark.evaluate.Holdout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** EASE: a linear item model in closed form. */
public final class EaseRecipe implements Recipe {
  private static final String L2 = "ease.l2";

  /** Time grows with the cube of the items: some ten minutes at this many, on two cores. */
  private static final String MAX_ITEMS = "ease.max-items";

  /** An l2 of nothing is no EASE: it stands for one that is chosen inside train. */
  private static final double CHOSEN = 0;

  private static final double[] CHOICES = {200, 500, 1500, 4000};
  private static final double USUAL = 500;
  private static final int CHEAP_ITEMS = 5_000;
  private static final int JUDGES = 3_000;
  private static final long SEED = 42;

  @Override
  public String name() {
    return "ease";
  }

  @Override
  public Map<String, Double> defaults() {
    Map<String, Double> defaults = new LinkedHashMap<>();
    defaults.put(L2, CHOSEN);
    defaults.put(MAX_ITEMS, 20_000.0);
    return defaults;
  }

  @Override
  public List<Dimension> dimensions() {
    return List.of(new Dimension(L2, 10, 20_000, Dimension.Scale.LOG));
  }

  @Override
  public String unfit(Holdout holdout, Map<String, Double> settings) {
    int items = holdout.train().items();
    int most = Settings.whole(settings, MAX_ITEMS, 1, Integer.MAX_VALUE);
    return items <= most
        ? ""
        : "items: %d (expected: at most %s, %d; time grows with the cube of the items)"
            .formatted(items, MAX_ITEMS, most);
  }

  @Override
  public Trained train(
      Holdout holdout, Map<String, Double> settings, double effort, PassListener listener) {
    String why = unfit(holdout, settings);
    if (!why.isEmpty()) {
      throw new IllegalArgumentException(why);
    }
    double given = Settings.within(settings, L2, 0, Double.MAX_VALUE);
    double l2 = given == CHOSEN ? choose(holdout, listener) : given;
    return new Trained(contender(holdout, l2, listener), List.of(), Map.of(L2, l2));
  }

  private static EaseContender contender(Holdout holdout, double l2, PassListener listener) {
    int parts = Ease.parts(holdout.train().items());
    FloatMatrix weights =
        new Ease(l2)
            .weights(
                holdout.interactions(),
                part -> listener.ended(part, parts, Double.NaN, Double.NaN));
    return new EaseContender(weights, holdout.train().itemsByUser());
  }

  /**
   * What is best inside train, where looking costs seconds: next month wants more than the next
   * choice.
   */
  private static double choose(Holdout holdout, PassListener listener) {
    if (holdout.train().items() > CHEAP_ITEMS) {
      return USUAL;
    }
    Holdout inside;
    try {
      inside = holdout.inner(SEED);
    } catch (IllegalArgumentException e) {
      return USUAL; // too little to cut it again
    }
    Evaluator evaluator = Evaluator.ofSome(inside, JUDGES);
    double best = USUAL;
    double bestNdcg = Double.NEGATIVE_INFINITY;
    for (double l2 : CHOICES) {
      double ndcg = evaluator.ndcg(contender(inside, l2, listener));
      if (ndcg > bestNdcg) {
        best = l2;
        bestNdcg = ndcg;
      }
    }
    return best;
  }
}
