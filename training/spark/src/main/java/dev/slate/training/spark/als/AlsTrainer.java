package dev.slate.training.spark.als;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.Positives;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Trains implicit ALS on positives, each with weight 1. Deterministic. */
public interface AlsTrainer {

  /**
   * @throws IllegalArgumentException if there are no positives
   */
  AlsFit fit(Positives positives);

  /**
   * As above.
   *
   * @param listener is told of every iteration, with the loss by pair, by engines that can
   */
  default AlsFit fit(Positives positives, PassListener listener) {
    return fit(positives);
  }

  /**
   * The trainer of the configured engine.
   *
   * @param spark asked for only by an engine that needs it
   */
  static AlsTrainer of(Supplier<SparkSession> spark, SlateConfig.Train settings) {
    return switch (settings.als().engine()) {
      case SLATE -> new SlateAlsTrainer(settings.als(), settings.seed());
      case SPARK -> new SparkAlsTrainer(spark.get(), settings.alsSpark(), settings.seed());
    };
  }
}
