package dev.slate.pipelines.nightly.step;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.spark.FeatureHistory;
import dev.slate.training.spark.ModelTraining;
import dev.slate.training.spark.TrainingData;
import dev.slate.training.spark.TrainingPlan;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** Lays out what is learnt from: one row space, the positives, and features as they were. */
public record FeaturesStep(SparkSession spark, SlateConfig.Train settings) {

  /**
   * What the training steps share.
   *
   * @param plan where time is cut
   */
  public record Prepared(TrainingData data, TrainingPlan plan, ModelTraining training) {}

  public Prepared run(Batch batch) {
    TrainingData data = TrainingData.of(batch.events(), batch.items(), settings.minRating());
    FeatureHistory features = TrainingData.features(batch.events());
    return new Prepared(
        data,
        TrainingPlan.of(data.positives()),
        new ModelTraining(spark, settings, data, features));
  }

  public static String detail(Prepared prepared) {
    return String.format(
        Locale.ROOT,
        "%,d positives of %,d users, %,d items",
        prepared.data().positives().size(),
        prepared.data().users().size(),
        prepared.data().items().size());
  }
}
