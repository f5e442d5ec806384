package dev.slate.featurestore.offline;

import static org.apache.spark.sql.functions.col;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The Delta tables below one root. A table that was never written reads as an empty one. */
public final class Lake {
  private static final String USER_METADATA = "spark.databricks.delta.commitInfo.userMetadata";

  static final long MS_PER_DAY = 86_400_000;

  private final SparkSession spark;
  private final String root;

  public Lake(SparkSession spark, Path root) {
    this(spark, root.toUri().toString());
  }

  /**
   * @param root any directory that Hadoop can address ({@code file:}, {@code s3a:}, {@code hdfs:})
   */
  public Lake(SparkSession spark, String root) {
    this.spark = spark;
    this.root = new org.apache.hadoop.fs.Path(root) + "/";
  }

  public SparkSession spark() {
    return spark;
  }

  String path(LakeTable table) {
    return root + table.directory();
  }

  /** Whether the table was ever written. */
  public boolean has(LakeTable table) {
    return DeltaTable.isDeltaTable(spark, path(table));
  }

  /** The rows of the newest version. */
  public Dataset<Row> read(LakeTable table) {
    return has(table)
        ? spark.read().format("delta").load(path(table))
        : spark.createDataFrame(List.of(), table.schema());
  }

  /**
   * The rows of an older version; -1, the version of a table that was never written, has none.
   *
   * @throws IllegalArgumentException if the version is not there, or not any more
   */
  public Dataset<Row> read(LakeTable table, long version) {
    if (version < 0) {
      return spark.createDataFrame(List.of(), table.schema());
    }
    try {
      return spark.read().format("delta").option("versionAsOf", version).load(path(table));
    } catch (Exception e) { // Scala declares none, and this one is checked
      throw new IllegalArgumentException(
          table.directory()
              + ": version "
              + version
              + " cannot be read (expected: one that retention has left): "
              + e.getMessage(),
          e);
    }
  }

  /** Adds a few rows to a table that is not partitioned. */
  public void append(LakeTable table, List<Row> rows) {
    spark
        .createDataFrame(rows, table.schema())
        .coalesce(1)
        .write()
        .format("delta")
        .mode(SaveMode.Append)
        .save(path(table));
  }

  /** The newest version of a table, -1 if it was never written. */
  public long version(LakeTable table) {
    return has(table) ? newestCommits(table, 1).get(0).getLong(0) : -1;
  }

  /**
   * Deletes rows of a table, if it was ever written. The commit repeats what its table has read of
   * Kafka, so that the newest commits always tell.
   */
  void delete(LakeTable table, Column rows) {
    if (has(table)) {
      commit(table, () -> DeltaTable.forPath(spark, path(table)).delete(rows));
    }
  }

  /** Writes small files together; gives how many there were. */
  long compact(LakeTable table) {
    long[] files = new long[1];
    commit(
        table,
        () -> {
          Row metrics =
              DeltaTable.forPath(spark, path(table))
                  .optimize()
                  .executeCompaction()
                  .select("metrics.numFilesRemoved")
                  .first();
          files[0] = metrics.getLong(0);
        });
    return files[0];
  }

  /**
   * Removes files that only versions older than that need; gives how many. The table remembers the
   * time, so nobody's own vacuum removes more. Does not look for files, which takes a while, before
   * there is an older version.
   */
  long vacuum(LakeTable table, long historyMs, long nowMs) {
    String days = "interval " + (historyMs + MS_PER_DAY - 1) / MS_PER_DAY + " days";
    DeltaTable delta = DeltaTable.forPath(spark, path(table));
    Map<String, String> wanted =
        Map.of("delta.deletedFileRetentionDuration", days, "delta.logRetentionDuration", days);
    Map<String, String> present = delta.detail().select("properties").first().getJavaMap(0);
    if (!present.entrySet().containsAll(wanted.entrySet())) {
      commit(
          table,
          () ->
              spark.sql(
                  "ALTER TABLE delta.`"
                      + path(table)
                      + "` SET TBLPROPERTIES ("
                      + wanted.entrySet().stream()
                          .map(e -> "'" + e.getKey() + "' = '" + e.getValue() + "'")
                          .collect(Collectors.joining(", "))
                      + ")"));
    }
    if (versionAt(table, nowMs - historyMs) < 0) {
      return 0;
    }
    long before = files(table);
    delta.vacuum();
    return before - files(table);
  }

  /** When a version was committed. */
  long committedMs(LakeTable table, long version) {
    return DeltaTable.forPath(spark, path(table))
        .history()
        .filter(col("version").equalTo(version))
        .select("timestamp")
        .collectAsList()
        .stream()
        .map(row -> row.<Instant>getAs(0).toEpochMilli())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    table.directory() + ": no version " + version + " (expected: it to be kept)"));
  }

  /** The newest version that was there at a time; -1 if there was none. */
  public long versionAt(LakeTable table, long timeMs) {
    if (!has(table)) {
      return -1;
    }
    return DeltaTable.forPath(spark, path(table))
        .history()
        .select("version", "timestamp")
        .collectAsList()
        .stream()
        .filter(row -> row.<Instant>getAs(1).toEpochMilli() <= timeMs)
        .mapToLong(row -> row.getLong(0))
        .max()
        .orElse(-1);
  }

  /** Runs what commits to a table and adds nothing from Kafka to it. */
  void commit(LakeTable table, Runnable work) {
    IngestCommit.find(this, table)
        .ifPresent(newest -> spark.conf().set(USER_METADATA, newest.encode()));
    try {
      work.run();
    } finally {
      spark.conf().unset(USER_METADATA);
    }
  }

  /** How far a table has read its topic: the next offset wanted of each partition. */
  public Map<Integer, Long> offsets(LakeTable table) {
    return IngestCommit.newestOf(this, table).offsets();
  }

  /** Parquet files below the table's directory, of all versions. */
  private long files(LakeTable table) {
    try {
      org.apache.hadoop.fs.Path directory = new org.apache.hadoop.fs.Path(path(table));
      RemoteIterator<LocatedFileStatus> all =
          directory
              .getFileSystem(spark.sparkContext().hadoopConfiguration())
              .listFiles(directory, true);
      long count = 0;
      while (all.hasNext()) {
        String file = all.next().getPath().toString();
        count += file.endsWith(".parquet") && !file.contains("/_delta_log/") ? 1 : 0;
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commits of a table as {@code (version, userMetadata)}, newest first. */
  List<Row> newestCommits(LakeTable table, int limit) {
    return DeltaTable.forPath(spark, path(table))
        .history(limit)
        .select("version", "userMetadata")
        .collectAsList();
  }
}
