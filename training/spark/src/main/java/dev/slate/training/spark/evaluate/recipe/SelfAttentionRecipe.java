package dev.slate.training.spark.evaluate.recipe;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.evaluate.DenseContender;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.tower.TowerFit;
import dev.slate.training.spark.tower.TowerTrainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Two towers whose user tower reads the order of a history, by causal self-attention. */
public final class SelfAttentionRecipe implements Recipe {
  private static final String DIM = "two-tower.dim";
  private static final String EPOCHS = "self-attention.epochs";
  private static final String BATCH_SIZE = "self-attention.batch-size";
  private static final String LEARNING_RATE = "self-attention.learning-rate";
  private static final String DROPOUT = "self-attention.dropout";
  private static final String ID_DROPOUT = "self-attention.id-dropout";

  private final Supplier<SparkSession> spark;
  private final TrainConfig config;

  /**
   * @param spark asked for at the first training
   */
  public SelfAttentionRecipe(Supplier<SparkSession> spark, TrainConfig config) {
    this.spark = spark;
    this.config = config.fixed("two-tower.encoder", "self-attention");
  }

  @Override
  public String name() {
    return "self-attention";
  }

  @Override
  public Map<String, Double> defaults() {
    SlateConfig.Train train = config.unchanged();
    SlateConfig.SelfAttention encoder = train.selfAttention();
    Map<String, Double> defaults = new LinkedHashMap<>();
    defaults.put(DIM, (double) train.twoTower().dim());
    defaults.put(EPOCHS, (double) encoder.epochs());
    defaults.put(BATCH_SIZE, (double) encoder.batchSize());
    defaults.put(LEARNING_RATE, encoder.learningRate());
    defaults.put(DROPOUT, encoder.dropout());
    // It prepares for items that nobody has chosen, and those are not in any list here.
    defaults.put(ID_DROPOUT, 0.0);
    return defaults;
  }

  @Override
  public List<Dimension> dimensions() {
    return List.of(
        new Dimension(LEARNING_RATE, 0.0003, 0.005, Dimension.Scale.LOG),
        new Dimension(DROPOUT, 0.05, 0.5, Dimension.Scale.LOG));
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
  public int tuningShare() {
    return 8;
  }

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public Trained train(
      Holdout holdout, Map<String, Double> settings, double effort, PassListener listener) {
    SlateConfig.Train train = config.withSettings(Settings.withEffort(settings, EPOCHS, effort));
    List<Trained.Pass> curve = new ArrayList<>();
    TowerFit fit =
        TowerTrainer.of(spark, train)
            .fit(
                holdout.train(),
                holdout.data().itemCategories(holdout.train()),
                holdout.protocol().validation(),
                Trained.recording(listener, curve));
    int[][] histories = holdout.train().itemsByUser();
    return new Trained(
        new DenseContender(
            name(),
            user -> fit.model().userVector(Histories.newestFirst(histories[user])),
            fit.model().itemVectors()),
        curve);
  }
}
