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
  private final TrainConfig config;

  /**
   * @param spark asked for at the first training
   */
  public AlsRecipe(Supplier<SparkSession> spark, TrainConfig config) {
    this.spark = spark;
    this.config = config;
  }

  @Override
  public String name() {
    return "als";
  }

  @Override
  public Map<String, Double> defaults() {
    SlateConfig.Als als = config.unchanged().als();
    Map<String, Double> defaults = new LinkedHashMap<>();
    defaults.put(RANK, (double) als.rank());
    defaults.put(ITERATIONS, (double) als.iterations());
    defaults.put(REGULARIZATION, als.regularization());
    defaults.put(ALPHA, als.alpha());
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
    return TrainConfig.PREFIX + setting;
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
    SlateConfig.Train train =
        config.withSettings(Settings.withEffort(settings, ITERATIONS, effort));
    AlsFit fit = new AlsTrainer(spark.get(), train.als(), train.seed()).fit(holdout.train());
    return Trained.of(
        new DenseContender(name(), fit.userFactors()::row, fit.model().itemFactors()));
  }
}
