package dev.slate.pipelines.nightly.evaluate;

import dev.slate.data.event.Event;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.evaluate.Protocol;
import dev.slate.training.spark.evaluate.recipe.AlsRecipe;
import dev.slate.training.spark.evaluate.recipe.CategoryPopularityRecipe;
import dev.slate.training.spark.evaluate.recipe.EaseRecipe;
import dev.slate.training.spark.evaluate.recipe.NeighborRecipe;
import dev.slate.training.spark.evaluate.recipe.PipelineModels;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
          CategoryPopularityRecipe.NAME,
          "two-tower",
          "self-attention",
          "als",
          "als-spark",
          "pipeline",
          "pipeline-diverse",
          "pipeline-hnsw");

  /** Only when they are asked for: they take minutes, or have a better sibling. */
  private static final Set<String> ASKED_FOR =
      Set.of("self-attention", "als-spark", CategoryPopularityRecipe.NAME);

  /** What is best on MovieLens 1M (0.3 at 4 %), and on check-ins of a twentieth of its density. */
  private static final double WEIGHT_BY_DENSITY = 7;

  /** Others know items by their interactions only, too; one of the kind is enough. */
  private static final Set<String> OF_COLD_ITEMS =
      Set.of("popularity", CategoryPopularityRecipe.NAME, "two-tower", "als");

  private final Protocol protocol;
  private final PipelineModels pipeline;
  private final Map<String, Recipe> recipes = new LinkedHashMap<>();

  /**
   * @param spark asked for by the first model that needs it
   */
  Models(Supplier<SparkSession> spark, TrainConfig config, Cut cut, Collection<Event> events) {
    protocol = cut.holdout().protocol();
    List<Recipe> all =
        new ArrayList<>(
            List.of(
                new PopularityRecipe(),
                new RecentPopularityRecipe(),
                new NeighborRecipe(),
                new EaseRecipe(),
                new CategoryPopularityRecipe(),
                new TwoTowerRecipe(spark, config, cut.holdout().protocol().validation()),
                new SelfAttentionRecipe(spark, config),
                AlsRecipe.configured(spark, alsConfig(config, cut.holdout())),
                AlsRecipe.ofSpark(spark, config)));
    pipeline = new PipelineModels(spark, config, cut.all(), events);
    if (protocol == Protocol.TIME_SPLIT) {
      for (PipelineRecipe.Variant variant : PipelineRecipe.Variant.values()) {
        all.add(new PipelineRecipe(pipeline, variant));
      }
    }
    all.forEach(recipe -> recipes.put(recipe.name(), recipe));
  }

  /**
   * What is configured suits the data that Slate runs on. Of the files of others only the density
   * is known: the rarer a positive, the less it says that there is none.
   */
  private static TrainConfig alsConfig(TrainConfig config, Holdout holdout) {
    if (holdout.protocol() != Protocol.GIVEN_FILES) {
      return config;
    }
    Positives train = holdout.train();
    double density = train.size() / ((double) train.users() * train.items());
    double weight = Math.max(0.003, Math.min(1, WEIGHT_BY_DENSITY * density));
    return config
        .fixed("als.unobserved-weight", String.format(Locale.ROOT, "%.2g", weight))
        .fixed("als.regularization", "0.01");
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
        .filter(recipe -> names.isEmpty() ? isUsual(recipe.name()) : names.contains(recipe.name()))
        .toList();
  }

  /** What the pipeline was judged with; empty if it was not. */
  Optional<ModelBundle> pipeline() {
    return pipeline.trained();
  }

  private boolean isUsual(String name) {
    return protocol == Protocol.COLD_ITEMS
        ? OF_COLD_ITEMS.contains(name)
        : !ASKED_FOR.contains(name);
  }

  /** What others are compared with where nothing else is said. */
  static String baseline(Protocol protocol) {
    return protocol == Protocol.COLD_ITEMS ? CategoryPopularityRecipe.NAME : "popularity";
  }
}
