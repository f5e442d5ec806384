package dev.slate.featurestore.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The scale curve of {@link PointInTimeRows}: time and memory by the number of events, with a tenth
 * as many labels, and the exponent of the curve; once as it comes and once with one item that 30 %
 * of all events are about.
 *
 * <p>Arguments: numbers of events, such as {@code 1000000 3000000 10000000 30000000}. Events are
 * written as Parquet before the clock starts, into the directory of {@code slate.scale.dir}.
 */
public final class PointInTimeScale {
  private static final long WARM_UP = 300_000;
  private static final int WRITERS = 8;
  private static final double HOT_SHARE = 0.3;
  private static final long SEED = 42;

  private final SparkSession spark;
  private final RunCosts meter;
  private final Path directory;

  private PointInTimeScale(SparkSession spark, RunCosts meter, Path directory) {
    this.spark = spark;
    this.meter = meter;
    this.directory = directory;
  }

  public static void main(String[] arguments) throws IOException {
    long[] sizes = Arrays.stream(arguments).mapToLong(Long::parseLong).toArray();
    String parent = System.getProperty("slate.scale.dir", System.getProperty("java.io.tmpdir"));
    Path directory = Files.createTempDirectory(Path.of(parent), "point-in-time-scale");
    try (SparkSession spark = SparkSessions.start("local[2]", directory)) {
      RunCosts meter = new RunCosts();
      spark.sparkContext().addSparkListener(meter);
      PointInTimeScale scale = new PointInTimeScale(spark, meter, directory);
      scale.measure(WARM_UP, 0);
      scale.series("Zipf", 0, sizes);
      scale.series("one item with 30 % of the events", HOT_SHARE, sizes);
    } finally {
      delete(directory);
    }
  }

  private void series(String name, double hotShare, long[] sizes) throws IOException {
    System.out.printf(
        "%n%s%n%12s %9s %10s %10s %9s %9s %11s %10s %9s%n",
        name,
        "events",
        "seconds",
        "cpu sec.",
        "events/s",
        "heap MB",
        "RSS MB",
        "shuffle MB",
        "spill MB",
        "task sec.");
    List<Double> seconds = new ArrayList<>();
    for (long size : sizes) {
      RunCosts.Costs costs = measure(size, hotShare);
      seconds.add(costs.seconds());
      System.out.printf(
          Locale.ROOT,
          "%,12d %9.1f %10.1f %,10.0f %,9.0f %,9.0f %,11.0f %,10.0f %9.1f%n",
          size,
          costs.seconds(),
          costs.cpuSeconds(),
          size / costs.seconds(),
          costs.peakHeapMb(),
          costs.rssMb(),
          costs.shuffledMb(),
          costs.spilledMb(),
          costs.longestTaskSeconds());
    }
    if (sizes.length > 1) {
      System.out.printf(Locale.ROOT, "exponent of seconds: %.3f%n", exponent(sizes, seconds));
    }
  }

  private RunCosts.Costs measure(long size, double hotShare) throws IOException {
    Path events = directory.resolve("events");
    new SyntheticEvents(size, hotShare, SEED)
        .events(spark, WRITERS)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(events.toString());
    Dataset<Row> log = spark.read().parquet(events.toString());
    return meter.of(
        () ->
            PointInTimeRows.of(log, SyntheticEvents.spine(log))
                .write()
                .format("noop")
                .mode(SaveMode.Overwrite)
                .save());
  }

  /** Least squares of log(seconds) over log(events). */
  private static double exponent(long[] sizes, List<Double> seconds) {
    double meanX = Arrays.stream(sizes).mapToDouble(Math::log).average().orElseThrow();
    double meanY = seconds.stream().mapToDouble(Math::log).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < sizes.length; i++) {
      double dx = Math.log(sizes[i]) - meanX;
      xy += dx * (Math.log(seconds.get(i)) - meanY);
      xx += dx * dx;
    }
    return xy / xx;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
