package dev.slate.featurestore.offline;

import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** The one place that configures Spark. */
public final class SparkSessions {

  private SparkSessions() {}

  /**
   * Starts a session with Delta, or gives the one that this process has.
   *
   * <p>A local master gets loopback addresses and one shuffle partition a core: the data of one
   * machine is small, and 200 partitions of a few rows cost more than the rows.
   *
   * @param master as {@code spark.master}
   * @param scratch shuffle files and the (unused) warehouse; may be deleted after the process
   */
  public static SparkSession start(String master, Path scratch) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("slate")
            .master(master)
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.debug.maxToStringFields", "1000")
            .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toUri().toString())
            // Delta replays its log in this many tasks; the default of 50 suits 100,000 files.
            .config("spark.databricks.delta.snapshotPartitions", "2");
    if (master.startsWith("local")) {
      String cores = Integer.toString(cores(master));
      builder
          .config("spark.local.dir", scratch.resolve("spark").toString())
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.default.parallelism", cores)
          // VACUUM lists directories in this many tasks; the default of 10,000 takes a minute.
          .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", cores)
          .config("spark.sql.shuffle.partitions", cores)
          .config("spark.sql.adaptive.enabled", "false");
    }
    return builder.getOrCreate();
  }

  /** Cores of {@code local}, {@code local[n]} and {@code local[*]}. */
  static int cores(String master) {
    String inside = master.replaceAll("^local\\[?|[,\\]].*$", "").toLowerCase(Locale.ROOT);
    if (inside.isEmpty()) {
      return 1;
    }
    return inside.equals("*")
        ? Runtime.getRuntime().availableProcessors()
        : Integer.parseInt(inside);
  }
}
