package dev.slate.pipelines.nightly.evaluate;

import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.offline.SparkSessions;
import dev.slate.training.spark.evaluate.ColdItems;
import dev.slate.training.spark.evaluate.Evaluator;
import dev.slate.training.spark.evaluate.Protocol;
import dev.slate.training.spark.evaluate.Result;
import dev.slate.training.spark.evaluate.Slice;
import dev.slate.training.spark.evaluate.Slices;
import dev.slate.training.spark.evaluate.recipe.Recipe;
import dev.slate.training.spark.evaluate.recipe.Settings;
import dev.slate.training.spark.evaluate.recipe.TrainConfig;
import dev.slate.training.spark.evaluate.recipe.Trained;
import dev.slate.training.spark.evaluate.tune.Tuner;
import dev.slate.training.spark.evaluate.tune.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Cuts, tunes, trains, judges and shows. */
public final class Evaluate {
  private static final Duration NO_LIMIT = Duration.ofDays(365);
  private static final int COLD = 300;

  private final SlateConfig config;
  private final RunOptions options;
  private final Input input;
  private final long seed;

  public Evaluate(SlateConfig config, RunOptions options, Input input) {
    this.config = config;
    this.options = options;
    this.input = input;
    this.seed = options.seed == null ? config.train().seed() : options.seed;
  }

  /**
   * Prints the comparison.
   *
   * @return whether every model that was asked for by name, and that suits the data, is in it
   * @throws IllegalArgumentException if the options do not fit the data or each other
   */
  public boolean run() throws IOException {
    Protocol protocol = options.protocol == null ? input.natural() : options.protocol;
    Cut cut = Cut.of(input, protocol, minRating(protocol), cold(protocol), seed);
    Models models = models(cut, seed);
    List<Recipe> recipes = models.of(options.models);
    requireKnownSettings(recipes);
    Comparison comparison = compare(cut, models, recipes);
    if (options.html != null) {
      Files.writeString(options.html, ComparisonPage.of(comparison));
      System.err.println("wrote " + options.html);
    }
    System.out.print(options.json ? ComparisonJson.of(comparison) : ComparisonTable.of(comparison));
    return comparison.failures().keySet().stream().noneMatch(options.models::contains)
        && !comparison.models().isEmpty();
  }

  private Comparison compare(Cut cut, Models models, List<Recipe> recipes) {
    Evaluator evaluator = new Evaluator(cut.holdout());
    Slices slices = new Slices(cut.holdout());
    List<Judged> judged = new ArrayList<>();
    Map<String, String> unfit = unfit(cut, recipes);
    Map<String, String> failures = new LinkedHashMap<>();
    List<Recipe> fit = recipes.stream().filter(r -> !unfit.containsKey(r.name())).toList();
    Allowance allowance =
        new Allowance(
            options.budget == null ? NO_LIMIT : options.budget,
            fit.stream()
                .filter(recipe -> !recipe.dimensions().isEmpty())
                .mapToInt(Recipe::tuningShare)
                .sum());
    for (Recipe recipe : fit) {
      try {
        judged.add(judge(recipe, cut, evaluator, slices, allowance));
      } catch (IllegalArgumentException e) {
        failures.put(recipe.name(), String.valueOf(e.getMessage()));
        System.err.println(recipe.name() + " left out: " + e.getMessage());
      }
    }
    String base =
        options.baseline == null ? Models.baseline(cut.holdout().protocol()) : options.baseline;
    Optional<Judged> baseline =
        judged.stream().filter(model -> model.name().equals(base)).findFirst();
    ListDiversity diversity = ListDiversity.of(cut.holdout(), models.pipeline());
    return new Comparison(
        input.dataset().name(), cut, judged, baseline, diversity, unfit, failures);
  }

  private Map<String, String> unfit(Cut cut, List<Recipe> recipes) {
    Map<String, String> unfit = new LinkedHashMap<>();
    for (Recipe recipe : recipes) {
      String why = recipe.unfit(cut.holdout(), settings(recipe));
      if (!why.isEmpty()) {
        unfit.put(recipe.name(), why);
        System.err.println(recipe.name() + " left out: " + why);
      }
    }
    return unfit;
  }

  private Map<String, Double> settings(Recipe recipe) {
    Map<String, Double> settings = new LinkedHashMap<>(recipe.defaults());
    settings.replaceAll((key, value) -> options.settings.getOrDefault(key, value));
    return settings;
  }

  private Judged judge(
      Recipe recipe, Cut cut, Evaluator evaluator, Slices slices, Allowance allowance) {
    Map<String, Double> settings = settings(recipe);
    Optional<Tuning> tuning =
        options.tune > 0 && !recipe.dimensions().isEmpty()
            ? Optional.of(tune(recipe, settings, cut, allowance))
            : Optional.empty();
    tuning.ifPresent(found -> settings.putAll(found.best().settings()));
    long startNs = System.nanoTime();
    Trained trained = recipe.train(cut.holdout(), settings, 1, new PassProgress(recipe.name()));
    settings.putAll(trained.chosen());
    long trainedNs = System.nanoTime();
    Result result = evaluator.judge(trained.contender());
    long judgedNs = System.nanoTime();
    List<Result> bySeed = new ArrayList<>(List.of(result));
    for (int more = 1; more < options.seeds && recipe.isRandom(); more++) {
      Recipe reseeded = models(cut, seed + more).of(List.of(recipe.name())).get(0);
      PassProgress progress = new PassProgress(recipe.name() + ", seed " + (seed + more));
      bySeed.add(evaluator.judge(reseeded.train(cut.holdout(), settings, 1, progress).contender()));
    }
    Judged judged =
        new Judged(
            result,
            bySeed,
            settings,
            toKeep(recipe, settings),
            tuning,
            trained.curve(),
            slices(slices, cut, result, trained),
            (trainedNs - startNs) / 1e9,
            (judgedNs - trainedNs) / 1e9);
    System.err.printf(
        Locale.ROOT,
        "%s: trained in %.1f s, judged in %.1f s%n",
        recipe.name(),
        judged.trainSeconds(),
        judged.judgeSeconds());
    return judged;
  }

  private static List<Slice> slices(Slices slices, Cut cut, Result result, Trained trained) {
    List<Slice> parts = new ArrayList<>(slices.of(result));
    if (cut.holdout().protocol() == Protocol.COLD_ITEMS) {
      parts.addAll(ColdItems.amongThemselves(cut.holdout(), trained.contender()));
    }
    return parts;
  }

  private Tuning tune(Recipe recipe, Map<String, Double> start, Cut cut, Allowance allowance) {
    long startNs = System.nanoTime();
    Duration part = allowance.next(recipe.tuningShare());
    try (TuneProgress progress = TuneProgress.of(recipe.name(), part)) {
      return new Tuner(options.tune, part, seed)
          .tune(recipe, start, options.settings.keySet(), cut.holdout().inner(seed), progress);
    } finally {
      allowance.spend(Duration.ofNanos(System.nanoTime() - startNs));
    }
  }

  private static List<String> toKeep(Recipe recipe, Map<String, Double> settings) {
    return settings.entrySet().stream()
        .map(
            setting -> {
              String key = recipe.configKey(setting.getKey());
              String value = Settings.text(setting.getValue());
              return key.isEmpty()
                  ? "--set " + setting.getKey() + "=" + value
                  : key + " = " + value;
            })
        .toList();
  }

  private void requireKnownSettings(List<Recipe> recipes) {
    List<String> known =
        recipes.stream().flatMap(recipe -> recipe.defaults().keySet().stream()).toList();
    for (String key : options.settings.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "set: " + key + " (expected: " + String.join(", ", known) + ")");
      }
    }
  }

  private double minRating(Protocol protocol) {
    if (options.minRating != null) {
      return options.minRating;
    }
    return protocol == Protocol.TIME_SPLIT || protocol == Protocol.COLD_ITEMS
        ? config.train().minRating()
        : 0;
  }

  private int cold(Protocol protocol) {
    if (options.cold != null && protocol != Protocol.COLD_ITEMS) {
      throw new IllegalArgumentException(
          "cold: " + options.cold + " (expected with it: --protocol cold-items)");
    }
    return options.cold == null ? COLD : options.cold;
  }

  private Models models(Cut cut, long trainSeed) {
    TrainConfig train =
        overrides -> {
          Map<String, String> all = new LinkedHashMap<>(overrides);
          all.put(TrainConfig.PREFIX + "seed", Long.toString(trainSeed));
          return Overrides.read(all).train();
        };
    return new Models(this::spark, train, cut, input.dataset().events());
  }

  private SparkSession spark() {
    return SparkSessions.start(config.nightly().master(), config.home().resolve("tmp"));
  }
}
