package dev.slate.pipelines.nightly.evaluate;

import dev.slate.data.event.Event;
import dev.slate.training.spark.evaluate.Protocol;
import dev.slate.training.spark.evaluate.recipe.AlsRecipe;
import dev.slate.training.spark.evaluate.recipe.EaseRecipe;
import dev.slate.training.spark.evaluate.recipe.NeighborRecipe;
import dev.slate.training.spark.evaluate.recipe.PipelineRecipe;
import dev.slate.training.spark.evaluate.recipe.PopularityRecipe;
import dev.slate.training.spark.evaluate.recipe.RecentPopularityRecipe;
import dev.slate.training.spark.evaluate.recipe.Recipe;
import dev.slate.training.spark.evaluate.recipe.TrainConfig;
import dev.slate.training.spark.evaluate.recipe.TwoTowerRecipe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** The models that can be compared, by name, in the order of the table. */
final class Models {
  static final List<String> NAMES =
      List.of(
          "popularity", "recent-popularity", "item-knn", "ease", "two-tower", "als", "pipeline");

  private final Map<String, Recipe> recipes = new LinkedHashMap<>();

  /**
   * @param spark asked for by the first model that needs it
   */
  Models(Supplier<SparkSession> spark, TrainConfig config, Cut cut, Collection<Event> events) {
    List<Recipe> all =
        new ArrayList<>(
            List.of(
                new PopularityRecipe(),
                new RecentPopularityRecipe(),
                new NeighborRecipe(),
                new EaseRecipe(),
                new TwoTowerRecipe(spark, config),
                new AlsRecipe(spark, config)));
    if (cut.holdout().protocol() == Protocol.TIME_SPLIT) {
      all.add(new PipelineRecipe(spark, config, cut.all(), events));
    }
    all.forEach(recipe -> recipes.put(recipe.name(), recipe));
  }

  /**
   * The recipes of some names, or all that the protocol allows, in the order of the table.
   *
   * @throws IllegalArgumentException if a name is unknown or not allowed
   */
  List<Recipe> of(Collection<String> names) {
    for (String name : names) {
      if (!recipes.containsKey(name)) {
        throw new IllegalArgumentException(
            "model: "
                + name
                + " (expected: "
                + String.join(", ", recipes.keySet())
                + (NAMES.contains(name) ? "; " + name + " needs --protocol time-split)" : ")"));
      }
    }
    return recipes.values().stream()
        .filter(recipe -> names.isEmpty() || names.contains(recipe.name()))
        .toList();
  }
}
