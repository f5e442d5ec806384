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
import dev.slate.training.spark.evaluate.recipe.SelfAttentionRecipe;
import dev.slate.training.spark.evaluate.recipe.TrainConfig;
import dev.slate.training.spark.evaluate.recipe.TwoTowerRecipe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** The models that can be compared, by name, in the order of the table. */
final class Models {
  static final List<String> NAMES =
      List.of(
          "popularity",
          "recent-popularity",
          "item-knn",
          "ease",
          "two-tower",
          "self-attention",
          "als",
          "als-spark",
          "pipeline");

  /** Only when they are asked for: one takes minutes, the other has a better sibling. */
  private static final Set<String> ASKED_FOR = Set.of("self-attention", "als-spark");

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
                new SelfAttentionRecipe(spark, config),
                AlsRecipe.configured(spark, config),
                AlsRecipe.ofSpark(spark, config)));
    if (cut.holdout().protocol() == Protocol.TIME_SPLIT) {
      all.add(new PipelineRecipe(spark, config, cut.all(), events));
    }
    all.forEach(recipe -> recipes.put(recipe.name(), recipe));
  }

  /**
   * The recipes of some names, or the usual ones that the protocol allows, in the order of the
   * table.
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
        .filter(
            recipe ->
                names.isEmpty()
                    ? !ASKED_FOR.contains(recipe.name())
                    : names.contains(recipe.name()))
        .toList();
  }
}
