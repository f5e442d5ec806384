package dev.slate.training.spark.evaluate.recipe;

import dev.slate.data.event.Event;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.index.IndexBuilder;
import dev.slate.training.model.index.IndexEngine;
import dev.slate.training.model.index.VectorIndex;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.ModelTraining;
import dev.slate.training.spark.RetrievalModels;
import dev.slate.training.spark.TrainingData;
import dev.slate.training.spark.TrainingPlan;
import dev.slate.training.spark.rank.RankerFit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What a night publishes, as it would have been at the cut of a time split: every retrieval model,
 * and a ranker learnt on an earlier cut. Trained when it is first asked for, for all recipes of one
 * seed. Not thread-safe.
 */
public final class PipelineModels {
  private static final int QUERIES = 200;

  private final Supplier<SparkSession> spark;
  private final TrainConfig config;
  private final TrainingData all;
  private final Collection<Event> events;
  private @Nullable Held held;

  /** Bundles with exact and with approximate search, of the same models. */
  record Held(ModelTraining training, ModelBundle exact, ModelBundle approximate, long cutMs) {}

  /**
   * @param spark asked for at the first training
   * @param all before the time split
   * @param events that features are replayed from, each as of its request
   */
  public PipelineModels(
      Supplier<SparkSession> spark,
      TrainConfig config,
      TrainingData all,
      Collection<Event> events) {
    this.spark = spark;
    this.config = config;
    this.all = all;
    this.events = events;
  }

  Held held() {
    if (held == null) {
      held = train();
    }
    return held;
  }

  /** With exact search; empty if nothing has asked for it yet. */
  public Optional<ModelBundle> trained() {
    return Optional.ofNullable(held).map(Held::exact);
  }

  private Held train() {
    TrainingPlan plan = TrainingPlan.of(all.positives());
    ModelTraining training =
        new ModelTraining(spark.get(), config.unchanged(), all, TrainingData.features(events));
    RetrievalModels early = training.retrieval(plan.rankerCutMs());
    RankerFit ranker = training.ranker(early, plan.evaluationCutMs());
    RetrievalModels models = training.retrieval(plan.evaluationCutMs());
    ModelBundle exact = models.bundle(ranker.ranker());
    return new Held(training, exact, approximate(exact, models), models.cutMs());
  }

  private ModelBundle approximate(ModelBundle exact, RetrievalModels models) {
    int[][] histories = all.positives().before(models.cutMs()).itemsByUser();
    int[] users =
        IntStream.range(0, histories.length)
            .filter(user -> histories[user].length > 0)
            .limit(QUERIES)
            .toArray();
    return new ModelBundle(
        exact.manifest(),
        exact.items(),
        exact.popularity(),
        exact.als(),
        exact.tower(),
        exact.neighbors(),
        exact.ranker(),
        graph(exact.als().itemFactors(), users, models.als().userFactors()::row),
        graph(
            exact.tower().itemVectors(),
            users,
            user -> exact.tower().userVector(Histories.newestFirst(histories[user]))));
  }

  private static VectorIndex graph(FloatMatrix items, int[] users, IntFunction<float[]> vector) {
    float[][] rows = Arrays.stream(users).mapToObj(vector).toArray(float[][]::new);
    FloatMatrix queries = FloatMatrix.zeros(rows.length, items.columns());
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, queries.values(), row * items.columns(), items.columns());
    }
    return new IndexBuilder(IndexEngine.HNSW).build(items, queries).index();
  }
}
