package dev.slate.training.spark.evaluate.recipe;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.spark.als.AlsFit;
import dev.slate.training.spark.als.AlsTrainer;
import dev.slate.training.spark.evaluate.DenseContender;
import dev.slate.training.spark.evaluate.Holdout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Implicit ALS, with the configured settings unless others are given. */
public final class AlsRecipe implements Recipe {
  private static final String RANK = "als.rank";
  private static final String ITERATIONS = "als.iterations";
  private static final String REGULARIZATION = "als.regularization";
  private static final String ALPHA = "als.alpha";

  private final Supplier<SparkSession> spark;
  private final SlateConfig.Als config;
  private final long seed;

  /**
   * @param spark asked for at the first training
   */
  public AlsRecipe(Supplier<SparkSession> spark, SlateConfig.Als config, long seed) {
    this.spark = spark;
    this.config = config;
    this.seed = seed;
  }

  @Override
  public String name() {
    return "als";
  }

  @Override
  public Map<String, Double> defaults() {
    Map<String, Double> defaults = new LinkedHashMap<>();
    defaults.put(RANK, (double) config.rank());
    defaults.put(ITERATIONS, (double) config.iterations());
    defaults.put(REGULARIZATION, config.regularization());
    defaults.put(ALPHA, config.alpha());
    return defaults;
  }

  @Override
  public List<Dimension> dimensions() {
    return List.of(
        new Dimension(RANK, 8, 128, Dimension.Scale.WHOLE),
        new Dimension(REGULARIZATION, 0.01, 3, Dimension.Scale.LOG),
        new Dimension(ALPHA, 0.3, 100, Dimension.Scale.LOG));
  }

  @Override
  public String configKey(String setting) {
    return "slate.train." + setting;
  }

  @Override
  public boolean hasPasses() {
    return true;
  }

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public Trained train(Holdout holdout, Map<String, Double> settings, double effort) {
    SlateConfig.Als als =
        new SlateConfig.Als(
            Settings.whole(settings, RANK, 1, 1_024),
            Settings.passes(Settings.whole(settings, ITERATIONS, 1, 1_000), effort),
            Settings.within(settings, REGULARIZATION, 0, 1_000),
            Settings.within(settings, ALPHA, 0, 1_000_000));
    AlsFit fit = new AlsTrainer(spark.get(), als, seed).fit(holdout.train());
    return Trained.of(
        new DenseContender(name(), fit.userFactors()::row, fit.model().itemFactors()));
  }
}
