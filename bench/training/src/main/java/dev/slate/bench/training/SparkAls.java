package dev.slate.bench.training;

import com.sun.management.OperatingSystemMXBean;
import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.als.AlsFactors;
import dev.slate.training.model.als.AlsLoss;
import dev.slate.training.model.als.AlsObjective;
import dev.slate.training.model.als.Observations;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.als.AlsFit;
import dev.slate.training.spark.als.SparkAlsTrainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/**
 * {@code spark-mllib}'s ALS on the same pairs. Prints seconds per iteration, as the difference of
 * two trainings over that of their iterations, and the loss of the longer.
 *
 * <p>{@code SparkAls PAIRS UNOBSERVED_WEIGHT REGULARIZATION RANK ITERATIONS}
 */
public final class SparkAls {
  private SparkAls() {}

  public static void main(String[] args) throws IOException {
    Observations pairs = Observations.of(Pairs.read(Path.of(args[0])));
    int iterations = Integer.parseInt(args[4]);
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .getOrCreate()) {
      Positives positives = positives(pairs);
      timed(spark, settings(args, 1), positives); // warms up
      Timed shorter = timed(spark, settings(args, 1), positives);
      Timed longer = timed(spark, settings(args, 1 + iterations), positives);
      System.out.printf(
          Locale.ROOT,
          "{\"seconds\": %.4f, \"cpu\": %.4f, \"loss\": %.6e}%n",
          (longer.seconds - shorter.seconds) / iterations,
          (longer.cpu - shorter.cpu) / iterations,
          AlsLoss.of(
              AlsObjective.spark(Double.parseDouble(args[1]), Double.parseDouble(args[2])),
              pairs,
              new AlsFactors(longer.fit.userFactors(), longer.fit.model().itemFactors()),
              2));
    }
  }

  private record Timed(AlsFit fit, double seconds, double cpu) {}

  private static SlateConfig.SparkAls settings(String[] args, int iterations) {
    double alpha = 1 / Double.parseDouble(args[1]);
    return new SlateConfig.SparkAls(
        Integer.parseInt(args[3]), iterations, Double.parseDouble(args[2]) * alpha, alpha);
  }

  private static Timed timed(
      SparkSession spark, SlateConfig.SparkAls settings, Positives positives) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long start = System.nanoTime();
    long cpuStart = system.getProcessCpuTime();
    AlsFit fit = new SparkAlsTrainer(spark, settings, 42).fit(positives);
    return new Timed(
        fit, (System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - cpuStart) / 1e9);
  }

  private static Positives positives(Observations pairs) {
    int[] user = new int[pairs.weights().length];
    for (int u = 0; u < pairs.rows(); u++) {
      Arrays.fill(user, pairs.pairs().offsets()[u], pairs.pairs().offsets()[u + 1], u);
    }
    return Positives.of(
        pairs.rows(), pairs.columns(), user, pairs.pairs().items(), new long[user.length]);
  }
}
