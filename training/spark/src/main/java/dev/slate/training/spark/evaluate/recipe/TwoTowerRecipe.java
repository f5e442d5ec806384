package dev.slate.training.spark.evaluate.recipe;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.evaluate.DenseContender;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.tower.TowerFit;
import dev.slate.training.spark.tower.TowerTrainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Two towers, with the configured settings unless others are given. */
public final class TwoTowerRecipe implements Recipe {
  private static final String DIM = "two-tower.dim";
  private static final String EPOCHS = "two-tower.epochs";
  private static final String BATCH_SIZE = "two-tower.batch-size";
  private static final String LEARNING_RATE = "two-tower.learning-rate";
  private static final String TEMPERATURE = "two-tower.temperature";

  private final Supplier<SparkSession> spark;
  private final TrainConfig config;

  /**
   * @param spark asked for at the first training
   */
  public TwoTowerRecipe(Supplier<SparkSession> spark, TrainConfig config) {
    this.spark = spark;
    this.config = config;
  }

  @Override
  public String name() {
    return "two-tower";
  }

  @Override
  public Map<String, Double> defaults() {
    SlateConfig.TwoTower towers = config.unchanged().twoTower();
    Map<String, Double> defaults = new LinkedHashMap<>();
    defaults.put(DIM, (double) towers.dim());
    defaults.put(EPOCHS, (double) towers.epochs());
    defaults.put(BATCH_SIZE, (double) towers.batchSize());
    defaults.put(LEARNING_RATE, towers.learningRate());
    defaults.put(TEMPERATURE, towers.temperature());
    return defaults;
  }

  @Override
  public List<Dimension> dimensions() {
    return List.of(
        new Dimension(LEARNING_RATE, 0.005, 0.3, Dimension.Scale.LOG),
        new Dimension(TEMPERATURE, 0.03, 0.5, Dimension.Scale.LOG));
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
    SlateConfig.Train train = config.withSettings(Settings.withEffort(settings, EPOCHS, effort));
    TowerFit fit =
        TowerTrainer.of(spark, train)
            .fit(holdout.train(), holdout.data().itemCategories(holdout.train()));
    int[][] histories = holdout.train().itemsByUser();
    return new Trained(
        new DenseContender(
            name(),
            user -> fit.model().userVector(Histories.newestFirst(histories[user])),
            fit.model().itemVectors()),
        fit.curve().epochs().stream()
            .map(epoch -> new Trained.Pass(epoch.epoch(), epoch.loss(), epoch.ndcg()))
            .toList());
  }
}
