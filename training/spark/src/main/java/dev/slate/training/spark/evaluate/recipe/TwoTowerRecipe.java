package dev.slate.training.spark.evaluate.recipe;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TwoTowerShape;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.evaluate.DenseContender;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.tower.TwoTowerFit;
import dev.slate.training.spark.tower.TwoTowerSettings;
import dev.slate.training.spark.tower.TwoTowerSettings.Sampling.Context;
import dev.slate.training.spark.tower.TwoTowerTrainer;
import dev.slate.training.spark.tower.ValidationCut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Two towers whose user is a weighted mean of the history, with the configured settings unless
 * others are given. What the configuration does not have depends on what judges: next month, the
 * next choice, or choices without order.
 */
public final class TwoTowerRecipe implements Recipe {
  private static final String DIM = "two-tower.dim";
  private static final String EPOCHS = "two-tower.epochs";
  private static final String BATCH_SIZE = "two-tower.batch-size";
  private static final String LEARNING_RATE = "two-tower.learning-rate";
  private static final String TEMPERATURE = "two-tower.temperature";
  private static final List<String> CONFIGURED =
      List.of(DIM, EPOCHS, BATCH_SIZE, LEARNING_RATE, TEMPERATURE);

  private static final String EPOCH_EXAMPLES = "two-tower.epoch-examples";
  private static final String PATIENCE = "two-tower.patience";
  private static final String NEGATIVES = "two-tower.negatives";
  private static final String ID_DROPOUT = "two-tower.id-dropout";
  private static final String MAX_GAP = "two-tower.max-gap";
  private static final String HISTORY_DECAY = "two-tower.history-decay";
  private static final String HISTORY_LENGTH = "two-tower.history-length";

  /** For each user's last positive: it goes on from the very newest ones. */
  private static final Map<String, Double> NEXT_CHOICE =
      Map.of(
          MAX_GAP, 0.0,
          HISTORY_DECAY, 0.75,
          HISTORY_LENGTH, 50.0,
          ID_DROPOUT, 0.0,
          LEARNING_RATE, 0.1,
          TEMPERATURE, 0.1,
          EPOCHS, 15.0,
          PATIENCE, 4.0);

  /** For positives of no order, and no categories that a newcomer could be known by. */
  private static final Map<String, Double> WITHOUT_ORDER =
      Map.of(
          MAX_GAP, 0.0,
          HISTORY_DECAY, 1.0,
          ID_DROPOUT, 0.0,
          LEARNING_RATE, 0.1,
          TEMPERATURE, 0.1,
          EPOCH_EXAMPLES, 1e6,
          EPOCHS, 15.0,
          PATIENCE, 3.0);

  private final Supplier<SparkSession> spark;
  private final TrainConfig config;
  private final ValidationCut cut;

  /**
   * @param spark asked for at the first training that needs it
   * @param cut of the protocol that judges
   */
  public TwoTowerRecipe(Supplier<SparkSession> spark, TrainConfig config, ValidationCut cut) {
    this.spark = spark;
    this.config = config;
    this.cut = cut;
  }

  @Override
  public String name() {
    return "two-tower";
  }

  @Override
  public Map<String, Double> defaults() {
    SlateConfig.TwoTower towers = config.unchanged().twoTower();
    TwoTowerSettings usual = TwoTowerSettings.of(towers, 0);
    Map<String, Double> defaults = new LinkedHashMap<>();
    defaults.put(DIM, (double) towers.dim());
    defaults.put(EPOCHS, (double) towers.epochs());
    defaults.put(BATCH_SIZE, (double) towers.batchSize());
    defaults.put(LEARNING_RATE, towers.learningRate());
    defaults.put(TEMPERATURE, towers.temperature());
    defaults.put(EPOCH_EXAMPLES, (double) usual.schedule().epochExamples());
    defaults.put(PATIENCE, (double) usual.schedule().patience());
    defaults.put(NEGATIVES, (double) usual.sampling().negatives());
    defaults.put(ID_DROPOUT, usual.sampling().idDropout());
    defaults.put(MAX_GAP, (double) usual.sampling().maxGap());
    defaults.put(HISTORY_DECAY, Settings.exact(usual.shape().historyDecay()));
    defaults.put(HISTORY_LENGTH, (double) usual.shape().historyLength());
    defaults.putAll(
        switch (cut) {
          case NEWEST -> Map.of();
          case LAST -> NEXT_CHOICE;
          case DRAWN -> WITHOUT_ORDER;
        });
    return defaults;
  }

  @Override
  public List<Dimension> dimensions() {
    List<Dimension> dimensions = new ArrayList<>();
    dimensions.add(new Dimension(LEARNING_RATE, 0.01, 0.5, Dimension.Scale.LOG));
    dimensions.add(new Dimension(TEMPERATURE, 0.04, 0.4, Dimension.Scale.LOG));
    if (cut == ValidationCut.LAST) {
      dimensions.add(new Dimension(HISTORY_DECAY, 0.5, 1, Dimension.Scale.LINEAR));
    } else {
      dimensions.add(new Dimension(NEGATIVES, 128, 2048, Dimension.Scale.WHOLE));
    }
    return dimensions;
  }

  @Override
  public String configKey(String setting) {
    return CONFIGURED.contains(setting) ? TrainConfig.PREFIX + setting : "";
  }

  @Override
  public boolean hasPasses() {
    return true;
  }

  @Override
  public int tuningShare() {
    return 4;
  }

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public Trained train(
      Holdout holdout, Map<String, Double> settings, double effort, PassListener listener) {
    List<Trained.Pass> curve = new ArrayList<>();
    TwoTowerFit fit =
        new TwoTowerTrainer(spark, read(Settings.withEffort(settings, EPOCHS, effort)))
            .fit(holdout.train(), items(holdout), cut, Trained.recording(listener, curve));
    int[][] histories = holdout.train().itemsByUser();
    return new Trained(
        new DenseContender(
            name(),
            user -> fit.model().userVector(Histories.newestFirst(histories[user])),
            fit.model().itemVectors()),
        curve);
  }

  /** Without an order, the times are nobody's, and so are the items' ages. */
  private ItemCategories items(Holdout holdout) {
    return cut == ValidationCut.DRAWN
        ? ItemCategories.of(holdout.data().categories())
        : holdout.data().itemCategories(holdout.train());
  }

  private TwoTowerSettings read(Map<String, Double> settings) {
    Map<String, Double> configured = new LinkedHashMap<>(settings);
    configured.keySet().retainAll(CONFIGURED);
    SlateConfig.Train train = config.withSettings(configured);
    TwoTowerSettings usual = TwoTowerSettings.of(train.twoTower(), train.seed());
    return new TwoTowerSettings(
        new TwoTowerShape(
            usual.shape().dim(),
            Settings.whole(settings, HISTORY_LENGTH, 1, 100_000),
            (float) Settings.within(settings, HISTORY_DECAY, 0.01, 1),
            usual.shape().pooling()),
        usual.softmax(),
        new TwoTowerSettings.Sampling(
            usual.sampling().batchSize(),
            Settings.whole(settings, NEGATIVES, 0, 1_000_000),
            Settings.within(settings, ID_DROPOUT, 0, 1),
            Settings.whole(settings, MAX_GAP, 0, Integer.MAX_VALUE),
            cut == ValidationCut.DRAWN ? Context.OTHERS : Context.EARLIER),
        usual.optimizer(),
        usual.learningRate(),
        new TwoTowerSettings.Schedule(
            usual.schedule().epochs(),
            Settings.whole(settings, EPOCH_EXAMPLES, 1, Integer.MAX_VALUE),
            Settings.whole(settings, PATIENCE, 1, 1_000)),
        usual.distribution(),
        usual.seed());
  }
}
