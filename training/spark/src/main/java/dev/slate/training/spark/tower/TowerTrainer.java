package dev.slate.training.spark.tower;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.Positives;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Trains both towers, whatever the user's reads of a history. Deterministic. */
@FunctionalInterface
public interface TowerTrainer {

  /**
   * @param categories of every item of the positives' row space
   * @param cut what is held back of the positives
   * @param listener is told of every epoch
   * @throws IllegalArgumentException if no user has two positives
   */
  TowerFit fit(
      Positives positives, ItemCategories categories, ValidationCut cut, PassListener listener);

  /** As above, for models that are to last: the newest positives are held back. */
  default TowerFit fit(Positives positives, ItemCategories categories) {
    return fit(positives, categories, ValidationCut.NEWEST, PassListener.SILENT);
  }

  /**
   * The trainer of the configured encoder.
   *
   * @param spark asked for only by a trainer that needs it
   */
  static TowerTrainer of(Supplier<SparkSession> spark, SlateConfig.Train settings) {
    SlateConfig.TwoTower towers = settings.twoTower();
    return switch (towers.encoder()) {
      case MEAN ->
          (positives, categories, cut, listener) -> {
            TwoTowerFit fit =
                new TwoTowerTrainer(spark, TwoTowerSettings.of(towers, settings.seed()))
                    .fit(positives, categories, cut, listener);
            return new TowerFit(fit.model(), fit.curve());
          };
      case SELF_ATTENTION ->
          new SelfAttentionTrainer(settings.selfAttention(), towers.dim(), settings.seed())::fit;
    };
  }
}
