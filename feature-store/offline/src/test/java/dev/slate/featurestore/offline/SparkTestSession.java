package dev.slate.featurestore.offline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a test JVM: started on first use, shared by all its tests, never stopped (a
 * fresh one costs more than most tests). Tests keep their files in a {@code @TempDir}.
 */
public final class SparkTestSession {
  private SparkTestSession() {}

  private static final class Holder {
    static final SparkSession SESSION = start();

    private static SparkSession start() {
      try {
        return SparkSessions.start("local[2]", Files.createTempDirectory("slate-spark"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Two cores, two shuffle partitions, no UI, UTC, Delta. */
  public static SparkSession get() {
    return Holder.SESSION;
  }
}
