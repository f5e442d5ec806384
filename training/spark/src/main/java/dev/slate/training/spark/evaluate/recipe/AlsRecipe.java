package dev.slate.training.spark.evaluate.recipe;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.als.AlsFit;
import dev.slate.training.spark.als.AlsTrainer;
import dev.slate.training.spark.evaluate.DenseContender;
import dev.slate.training.spark.evaluate.Holdout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Implicit ALS by either engine, with its configured settings unless others are given. */
public final class AlsRecipe implements Recipe {
  private static final String RANK = "als.rank";
  private static final String ITERATIONS = "als.iterations";
  private static final String REGULARIZATION = "als.regularization";
  private static final String UNOBSERVED_WEIGHT = "als.unobserved-weight";

  private static final String SPARK_RANK = "als-spark.rank";
  private static final String SPARK_ITERATIONS = "als-spark.iterations";
  private static final String SPARK_REG_PARAM = "als-spark.reg-param";
  private static final String SPARK_ALPHA = "als-spark.alpha";

  private final String name;
  private final Supplier<SparkSession> spark;
  private final TrainConfig config;

  private AlsRecipe(String name, Supplier<SparkSession> spark, TrainConfig config) {
    this.name = name;
    this.spark = spark;
    this.config = config;
  }

  /**
   * With the configured engine.
   *
   * @param spark asked for at the first training that needs it
   */
  public static AlsRecipe configured(Supplier<SparkSession> spark, TrainConfig config) {
    return new AlsRecipe("als", spark, config);
  }

  /** With {@code spark-mllib}, whatever is configured. */
  public static AlsRecipe ofSpark(Supplier<SparkSession> spark, TrainConfig config) {
    return new AlsRecipe("als-spark", spark, config.fixed("als.engine", "spark"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Map<String, Double> defaults() {
    SlateConfig.Als als = config.unchanged().als();
    SlateConfig.SparkAls spark = config.unchanged().alsSpark();
    Map<String, Double> defaults = new LinkedHashMap<>();
    switch (als.engine()) {
      case SLATE -> {
        defaults.put(RANK, (double) als.rank());
        defaults.put(ITERATIONS, (double) als.iterations());
        defaults.put(REGULARIZATION, als.regularization());
        defaults.put(UNOBSERVED_WEIGHT, als.unobservedWeight());
      }
      case SPARK -> {
        defaults.put(SPARK_RANK, (double) spark.rank());
        defaults.put(SPARK_ITERATIONS, (double) spark.iterations());
        defaults.put(SPARK_REG_PARAM, spark.regParam());
        defaults.put(SPARK_ALPHA, spark.alpha());
      }
    }
    return defaults;
  }

  @Override
  public List<Dimension> dimensions() {
    return switch (config.unchanged().als().engine()) {
      case SLATE ->
          List.of(
              new Dimension(RANK, 8, 128, Dimension.Scale.WHOLE),
              // Where the rank is too low for the data, few iterations are better than many.
              new Dimension(ITERATIONS, 2, 16, Dimension.Scale.WHOLE),
              new Dimension(REGULARIZATION, 0.0001, 1, Dimension.Scale.LOG),
              new Dimension(UNOBSERVED_WEIGHT, 0.003, 3, Dimension.Scale.LOG));
      case SPARK ->
          List.of(
              new Dimension(SPARK_RANK, 8, 128, Dimension.Scale.WHOLE),
              new Dimension(SPARK_REG_PARAM, 0.003, 3, Dimension.Scale.LOG),
              new Dimension(SPARK_ALPHA, 0.3, 100, Dimension.Scale.LOG));
    };
  }

  @Override
  public String configKey(String setting) {
    return TrainConfig.PREFIX + setting;
  }

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public Trained train(
      Holdout holdout, Map<String, Double> settings, double effort, PassListener listener) {
    SlateConfig.Train train = config.withSettings(settings);
    List<Trained.Pass> curve = new ArrayList<>();
    AlsFit fit =
        AlsTrainer.of(spark, train).fit(holdout.train(), Trained.recording(listener, curve));
    return new Trained(
        new DenseContender(name(), fit.userFactors()::row, fit.model().itemFactors()), curve);
  }
}
