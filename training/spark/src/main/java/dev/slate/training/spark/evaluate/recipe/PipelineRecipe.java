package dev.slate.training.spark.evaluate.recipe;

import dev.slate.data.event.Event;
import dev.slate.training.spark.ModelTraining;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.RetrievalModels;
import dev.slate.training.spark.TrainingData;
import dev.slate.training.spark.TrainingPlan;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.rank.RankerFit;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * What a night publishes: every retrieval model, and a ranker learnt on an earlier cut. It cuts by
 * time itself, so it can only be judged by a time split of the same events.
 */
public final class PipelineRecipe implements Recipe {
  private final Supplier<SparkSession> spark;
  private final TrainConfig config;
  private final TrainingData all;
  private final Collection<Event> events;

  /**
   * @param spark asked for at the first training
   * @param all before the time split
   * @param events that features are replayed from, each as of its request
   */
  public PipelineRecipe(
      Supplier<SparkSession> spark,
      TrainConfig config,
      TrainingData all,
      Collection<Event> events) {
    this.spark = spark;
    this.config = config;
    this.all = all;
    this.events = events;
  }

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public Trained train(
      Holdout holdout, Map<String, Double> settings, double effort, PassListener listener) {
    TrainingPlan plan = TrainingPlan.of(all.positives());
    ModelTraining training =
        new ModelTraining(spark.get(), config.unchanged(), all, TrainingData.features(events));
    RetrievalModels early = training.retrieval(plan.rankerCutMs());
    RankerFit ranker = training.ranker(early, plan.evaluationCutMs());
    RetrievalModels held = training.retrieval(plan.evaluationCutMs());
    return Trained.of(
        training.contender(name(), held.bundle(ranker.ranker()), plan.evaluationCutMs()));
  }
}
