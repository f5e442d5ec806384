package dev.slate.training.spark.tower;

import dev.slate.data.world.World;
import dev.slate.data.world.WorldSpec;
import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.TrainingData;
import dev.slate.training.spark.evaluate.Evaluator;
import dev.slate.training.spark.evaluate.Result;
import dev.slate.training.spark.evaluate.VectorContender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.SparkSession;

/**
 * Trains the synthetic world's two-tower model in this process, on one executor and on two, each a
 * process of its own, and prints how good each is and how they differ. With the test class path:
 * {@code java ... dev.slate.training.spark.tower.ClusterMain}.
 */
public final class ClusterMain {
  private static final long END_MS = 1_700_000_000_000L;

  private static final int EPOCHS = 3;

  private ClusterMain() {}

  public static void main(String[] args) throws IOException {
    // Executors get this process's class path only in Spark's testing mode, which wants a home.
    Path home = Files.createTempDirectory("spark-home");
    Files.createDirectories(home.resolve("jars"));
    Files.createDirectories(home.resolve("launcher/target/scala-2.13"));
    System.setProperty("spark.testing", "true");
    System.setProperty("spark.test.home", home.toString());

    World world = World.generate(WorldSpec.standard(END_MS));
    TrainingData data = TrainingData.of(world.history().events(), world.items(), 3);
    Positives all = data.positives();
    long cutMs = all.cutMs(0.8);
    Positives train = all.before(cutMs);
    Evaluator evaluator = new Evaluator(train, all.since(cutMs));
    ItemCategories categories = ItemCategories.of(data.categories());

    TwoTowerModel alone = train("local[2]", 1, train, categories);
    TwoTowerModel two = train("local-cluster[2,1,2048]", 2, train, categories);
    Result byOne = judge("1 shard", alone, train, evaluator);
    Result byTwo = judge("2 shards", two, train, evaluator);
    for (Metric metric : new Metric[] {Metric.NDCG, Metric.RECALL}) {
      System.out.println(
          "%s@10: alone %s, two executors %s, difference %s"
              .formatted(
                  metric,
                  byOne.interval(metric),
                  byTwo.interval(metric),
                  byTwo.differenceFrom(byOne, metric)));
    }
    TwoTowerModel one = train("local-cluster[1,1,2048]", 2, train, categories);
    System.out.println(
        "two executors give the bits of one: "
            + Arrays.equals(one.itemVectors().values(), two.itemVectors().values()));
  }

  private static TwoTowerModel train(
      String master, int shards, Positives train, ItemCategories categories) {
    TwoTowerSettings base = TwoTowerSettings.DEFAULTS;
    TwoTowerSettings settings =
        new TwoTowerSettings(
            base.shape(),
            base.softmax(),
            base.sampling(),
            base.optimizer(),
            base.learningRate(),
            new TwoTowerSettings.Schedule(EPOCHS, base.schedule().epochExamples(), EPOCHS),
            new TwoTowerSettings.Distribution(shards, base.distribution().averagingPeriod()),
            base.seed());
    SparkSession spark =
        SparkSession.builder()
            .master(master)
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.executor.memory", "1g")
            .config("spark.executor.extraJavaOptions", "--add-modules jdk.incubator.vector")
            .getOrCreate();
    long startNs = System.nanoTime();
    TwoTowerFit fit = new TwoTowerTrainer(spark, settings).fit(train, categories);
    System.out.printf(
        "%s, %d shards: %.1f s, %d epochs, validation %s%n",
        master,
        shards,
        (System.nanoTime() - startNs) / 1e9,
        fit.curve().epochs().size(),
        fit.curve().epochs().get(fit.curve().best() - 1));
    spark.stop();
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
    return fit.model();
  }

  private static Result judge(
      String name, TwoTowerModel model, Positives train, Evaluator evaluator) {
    int[][] choices = train.itemsByUser();
    return evaluator.judge(
        new VectorContender(
            name,
            user -> model.userVector(Histories.newestFirst(choices[user])),
            new ExactIndex(model.itemVectors())));
  }
}
