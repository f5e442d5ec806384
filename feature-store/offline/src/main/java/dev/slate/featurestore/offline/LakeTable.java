package dev.slate.featurestore.offline;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The tables of the lake, their columns and how their files are laid out.
 *
 * <p>Logs are laid out by month and not by day: an import of ten years would make 3,650 directories
 * of tiny files, and Delta skips files by the least and greatest {@code date} in them anyway.
 */
public enum LakeTable {
  /**
   * Every accepted event once, by month of its time (UTC). {@code value} is NaN where it has none.
   */
  EVENTS(
      List.of("month"),
      field("eventId", DataTypes.StringType),
      field("userId", DataTypes.StringType),
      field("itemId", DataTypes.StringType),
      field("kind", DataTypes.StringType),
      field("value", DataTypes.DoubleType),
      field("eventTimeMs", DataTypes.LongType),
      field("requestId", DataTypes.StringType),
      field("surface", DataTypes.StringType),
      field("extra", DataTypes.StringType),
      field("partition", DataTypes.IntegerType),
      field("offset", DataTypes.LongType),
      field("date", DataTypes.DateType),
      field("month", DataTypes.StringType)),
  /** Every slate that was served, by month (UTC); {@code json} is the whole record. */
  EXPOSURES(
      List.of("month"),
      field("requestId", DataTypes.StringType),
      field("userId", DataTypes.StringType),
      field("timeMs", DataTypes.LongType),
      field("model", DataTypes.StringType),
      field("rung", DataTypes.StringType),
      field("json", DataTypes.StringType),
      field("partition", DataTypes.IntegerType),
      field("offset", DataTypes.LongType),
      field("date", DataTypes.DateType),
      field("month", DataTypes.StringType)),
  /** A sample of the vectors that serving ranked with, by month (UTC); {@code payload} is all. */
  SERVED_FEATURES(
      List.of("month"),
      field("requestId", DataTypes.StringType),
      field("userId", DataTypes.StringType),
      field("timeMs", DataTypes.LongType),
      field("model", DataTypes.StringType),
      field("payload", DataTypes.BinaryType),
      field("partition", DataTypes.IntegerType),
      field("offset", DataTypes.LongType),
      field("date", DataTypes.DateType),
      field("month", DataTypes.StringType)),
  /** Items that an erased user had events with: their states cannot be computed again. */
  ERASED_ITEMS(List.of(), field("itemId", DataTypes.StringType)),
  /** What each audit of them found, a row a feature; floats not judged by reason. */
  AUDITS(
      List.of(),
      field("ranMs", DataTypes.LongType),
      field("sinceMs", DataTypes.LongType),
      field("feature", DataTypes.StringType),
      field("compared", DataTypes.LongType),
      field("differing", DataTypes.LongType),
      field("maxDifference", DataTypes.DoubleType),
      field("requestId", DataTypes.StringType),
      field("itemId", DataTypes.StringType),
      field("served", DataTypes.FloatType),
      field("recomputed", DataTypes.FloatType),
      field("notJudged", DataTypes.LongType),
      field("reason", DataTypes.StringType)),
  /** The newest record of every item. */
  ITEMS(List.of(), field("id", DataTypes.StringType), field("json", DataTypes.StringType)),
  /** The newest record of every user. */
  USERS(List.of(), field("id", DataTypes.StringType), field("json", DataTypes.StringType)),
  /** Kafka records that are not what their topic holds, as they came, and why. */
  QUARANTINE(
      List.of(),
      field("topic", DataTypes.StringType),
      field("partition", DataTypes.IntegerType),
      field("offset", DataTypes.LongType),
      field("key", DataTypes.BinaryType),
      field("value", DataTypes.BinaryType),
      field("reason", DataTypes.StringType)),
  /**
   * What the rows of a batch view were computed from: the events before {@code asOfMs} in version
   * {@code eventsVersion} of {@link #EVENTS}, by the definitions of {@code fingerprint}. {@code
   * rows} is null until all of them are in the online store.
   */
  MATERIALISATIONS(
      List.of(),
      field("view", DataTypes.StringType),
      field("asOfMs", DataTypes.LongType),
      field("eventsVersion", DataTypes.LongType),
      field("rows", DataTypes.LongType),
      field("fingerprint", DataTypes.StringType)),
  /**
   * Users who were erased, by the SHA-256 (hex) of their ids: what {@code events} holds of them in
   * {@code partition} up to {@code offset}, and other topics up to {@code timeMs}, never comes
   * back.
   */
  ERASURES(
      List.of(),
      field("user", DataTypes.StringType),
      field("partition", DataTypes.IntegerType),
      field("offset", DataTypes.LongType),
      field("timeMs", DataTypes.LongType));

  private final List<String> partitionedBy;
  private final StructType schema;

  LakeTable(List<String> partitionedBy, StructField... fields) {
    this.partitionedBy = partitionedBy;
    this.schema = new StructType(fields);
  }

  /** The directory of the table below the lake's root. */
  public String directory() {
    return name().toLowerCase(Locale.ROOT);
  }

  public StructType schema() {
    return schema;
  }

  List<String> partitionedBy() {
    return partitionedBy;
  }

  private static StructField field(String name, DataType type) {
    return new StructField(name, type, true, Metadata.empty());
  }
}
