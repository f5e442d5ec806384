package dev.slate.training.spark.tower;

import com.sun.management.OperatingSystemMXBean;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.spark.Positives;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/**
 * What a two-tower training costs by the number of interactions: {@code GrowthMain INTERACTIONS
 * EPOCH_EXAMPLES}; two epochs, 100 interactions a user, users 10 times items. Prints seconds and
 * the process' highest memory. An epoch's examples should be a fixed share of the interactions.
 */
public final class GrowthMain {
  private static final int PER_USER = 100;

  private GrowthMain() {}

  public static void main(String[] args) throws IOException {
    int interactions = Integer.parseInt(args[0]);
    TwoTowerSettings base = TwoTowerSettings.DEFAULTS;
    TwoTowerSettings settings =
        new TwoTowerSettings(
            base.shape(),
            base.softmax(),
            base.sampling(),
            base.optimizer(),
            base.learningRate(),
            new TwoTowerSettings.Schedule(2, Integer.parseInt(args[1]), 2),
            base.distribution(),
            base.seed());
    SparkSession spark =
        SparkSession.builder().master("local[2]").config("spark.ui.enabled", "false").getOrCreate();
    int users = interactions / PER_USER;
    int items = users / 10;
    Positives positives = positives(users, items);
    ItemCategories categories =
        ItemCategories.of(IntStream.range(0, items).mapToObj(i -> List.of("c" + i % 50)).toList());
    long startNs = System.nanoTime();
    long startCpuNs = cpuNs();
    TwoTowerFit fit = new TwoTowerTrainer(spark, settings).fit(positives, categories);
    System.out.printf(
        "%d interactions, %d users, %d items: %.1f s, %.1f CPU s, of which epochs %s; %s%n",
        interactions,
        users,
        items,
        (System.nanoTime() - startNs) / 1e9,
        (cpuNs() - startCpuNs) / 1e9,
        fit.curve().epochs().stream().map(LearningCurve.Epoch::seconds).toList(),
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse(""));
    spark.stop();
  }

  /** Of all threads: a busy machine stretches seconds, but hardly this. */
  private static long cpuNs() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static Positives positives(int users, int items) {
    SplittableRandom random = new SplittableRandom(5);
    int[] user = new int[users * PER_USER];
    int[] item = new int[user.length];
    long[] timeMs = new long[user.length];
    for (int row = 0; row < user.length; row++) {
      user[row] = row % users;
      double u = random.nextDouble();
      item[row] = (int) (u * u * u * items);
      timeMs[row] = row;
    }
    return Positives.of(users, items, user, item, timeMs);
  }
}
