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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Trains the synthetic world's two-tower model in this process and on two executors, each a process
 * of its own, from some seeds each; prints how good each is and how far apart the means are. With
 * the test class path: {@code java ... dev.slate.training.spark.tower.ClusterMain EPOCHS SEED...}.
 */
public final class ClusterMain {
  private static final long END_MS = 1_700_000_000_000L;
  private static final List<Metric> METRICS = List.of(Metric.NDCG, Metric.RECALL);

  private final int epochs;
  private final int[] seeds;
  private final Positives train;
  private final ItemCategories categories;
  private final Evaluator evaluator;

  private ClusterMain(int epochs, int[] seeds, TrainingData data) {
    this.epochs = epochs;
    this.seeds = seeds;
    Positives all = data.positives();
    long cutMs = all.cutMs(0.8);
    this.train = all.before(cutMs);
    this.evaluator = new Evaluator(train, all.since(cutMs));
    this.categories = ItemCategories.of(data.categories());
  }

  public static void main(String[] args) throws IOException {
    // Executors get this process's class path only in Spark's testing mode, which wants a home.
    Path home = Files.createTempDirectory("spark-home");
    Files.createDirectories(home.resolve("jars"));
    Files.createDirectories(home.resolve("launcher/target/scala-2.13"));
    System.setProperty("spark.testing", "true");
    System.setProperty("spark.test.home", home.toString());

    World world = World.generate(WorldSpec.standard(END_MS));
    new ClusterMain(
            Integer.parseInt(args[0]),
            Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray(),
            TrainingData.of(world.history().events(), world.items(), 3))
        .compare();
  }

  private void compare() {
    double[][] alone = new double[METRICS.size()][seeds.length];
    double[][] two = new double[METRICS.size()][seeds.length];
    List<TwoTowerModel> byExecutors = new ArrayList<>();
    SparkSession cluster = session("local-cluster[2,1,2048]");
    for (int s = 0; s < seeds.length; s++) {
      judge("alone", fit(cluster, 1, seeds[s]), s, alone);
      byExecutors.add(fit(cluster, 2, seeds[s]));
      judge("two executors", byExecutors.get(s), s, two);
    }
    close(cluster);
    for (int m = 0; m < METRICS.size(); m++) {
      System.out.printf(
          "%s@10 of %d seeds: alone %s, two executors %s, difference %.4f, its standard error %.4f%n",
          METRICS.get(m),
          seeds.length,
          mean(alone[m]),
          mean(two[m]),
          average(two[m]) - average(alone[m]),
          Math.hypot(standardError(alone[m]), standardError(two[m])));
    }
    SparkSession threads = session("local[2]");
    System.out.println(
        "two executors give the bits of two threads: "
            + Arrays.equals(
                fit(threads, 2, seeds[0]).itemVectors().values(),
                byExecutors.get(0).itemVectors().values()));
    close(threads);
  }

  private static SparkSession session(String master) {
    return SparkSession.builder()
        .master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.executor.memory", "1g")
        .config("spark.executor.extraJavaOptions", "--add-modules jdk.incubator.vector")
        .getOrCreate();
  }

  private static void close(SparkSession spark) {
    spark.stop();
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
  }

  private TwoTowerModel fit(SparkSession spark, int shards, int seed) {
    TwoTowerSettings base = TwoTowerSettings.DEFAULTS;
    TwoTowerSettings settings =
        new TwoTowerSettings(
            base.shape(),
            base.softmax(),
            base.sampling(),
            base.optimizer(),
            base.learningRate(),
            new TwoTowerSettings.Schedule(epochs, base.schedule().epochExamples(), epochs),
            new TwoTowerSettings.Distribution(shards, base.distribution().averagingPeriod()),
            seed);
    long startNs = System.nanoTime();
    TwoTowerFit fit = new TwoTowerTrainer(spark, settings).fit(train, categories);
    System.out.printf(
        "%s, %d shards, seed %d: %.1f s, best epoch %d of %d%n",
        spark.sparkContext().master(),
        shards,
        settings.seed(),
        (System.nanoTime() - startNs) / 1e9,
        fit.curve().best(),
        fit.curve().epochs().size());
    return fit.model();
  }

  private void judge(String name, TwoTowerModel model, int s, double[][] out) {
    int[][] choices = train.itemsByUser();
    Result result =
        evaluator.judge(
            new VectorContender(
                name,
                user -> model.userVector(Histories.newestFirst(choices[user])),
                new ExactIndex(model.itemVectors())));
    for (int m = 0; m < METRICS.size(); m++) {
      out[m][s] = result.interval(METRICS.get(m)).mean();
    }
    System.out.printf("%s, seed %d: %s%n", name, seeds[s], result.interval(Metric.NDCG));
  }

  private static String mean(double[] values) {
    return "%.4f (standard error %.4f)".formatted(average(values), standardError(values));
  }

  private static double average(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double standardError(double[] values) {
    double mean = average(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }
}
