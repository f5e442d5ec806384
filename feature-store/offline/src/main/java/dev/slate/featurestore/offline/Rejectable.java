package dev.slate.featurestore.offline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.slate.data.event.InvalidRecordException;
import dev.slate.featurestore.admission.RefusedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Decoded Kafka records: the columns of a table, then {@code rejected...} columns, of which {@code
 * rejectedReason} is null where the record was decoded, and {@link #ERASURE} where it erases the
 * user of its key.
 */
final class Rejectable {
  static final Column ACCEPTED = col("rejectedReason").isNull();
  static final String ERASURE = "erasure";
  static final Column REJECTED =
      col("rejectedReason").isNotNull().and(col("rejectedReason").notEqual(ERASURE));
  private static final int EXTRA = 6;

  private Rejectable() {}

  static StructType schema(LakeTable table) {
    return table
        .schema()
        .add("rejectedPartition", DataTypes.IntegerType)
        .add("rejectedOffset", DataTypes.LongType)
        .add("rejectedKey", DataTypes.BinaryType)
        .add("rejectedValue", DataTypes.BinaryType)
        .add("rejectedTimeMs", DataTypes.LongType)
        .add("rejectedReason", DataTypes.StringType);
  }

  static Dataset<Row> accepted(LakeTable table, Dataset<Row> rows) {
    return rows.filter(ACCEPTED)
        .select(Arrays.stream(table.schema().fieldNames()).map(c -> col(c)).toArray(Column[]::new));
  }

  /** Rows of {@link LakeTable#QUARANTINE}. */
  static Dataset<Row> rejected(String topic, Dataset<Row> rows) {
    return rows.filter(REJECTED)
        .select(
            lit(topic).as("topic"),
            col("rejectedPartition").as("partition"),
            col("rejectedOffset").as("offset"),
            col("rejectedKey").as("key"),
            col("rejectedValue").as("value"),
            col("rejectedReason").as("reason"));
  }

  /** The newest erasure of each user among the records, by user id. */
  static Map<String, Erasure> erasures(Dataset<Row> rows) {
    Map<String, Erasure> byUser = new HashMap<>();
    for (Row row :
        rows.filter(col("rejectedReason").equalTo(ERASURE))
            .select("rejectedKey", "rejectedPartition", "rejectedOffset", "rejectedTimeMs")
            .collectAsList()) {
      byUser.merge(
          new String((byte[]) row.get(0), StandardCharsets.UTF_8),
          new Erasure(row.getInt(1), row.getLong(2), row.getLong(3)),
          Erasure::later);
    }
    return byUser;
  }

  /**
   * Decodes one record to one row, or to null if it is not for the lake; never throws on what the
   * record holds.
   */
  static @Nullable Row decode(
      ConsumerRecord<byte[], byte[]> record, RecordDecoder decoder, LakeTable table) {
    int columns = table.schema().size();
    try {
      Decoded decoded = decoder.decode(record);
      if (decoded instanceof Decoded.Values row) {
        return RowFactory.create(Arrays.copyOf(row.columns(), columns + EXTRA));
      }
      return decoded == Decoded.Other.ERASURE ? aside(record, ERASURE, columns) : null;
    } catch (InvalidRecordException | RefusedRecordException e) {
      return aside(record, e.getMessage(), columns);
    }
  }

  private static Row aside(
      ConsumerRecord<byte[], byte[]> record, @Nullable String reason, int columns) {
    Object[] values = new Object[columns + EXTRA];
    Object[] why = {
      record.partition(), record.offset(), record.key(), record.value(), record.timestamp(), reason
    };
    System.arraycopy(why, 0, values, columns, EXTRA);
    return RowFactory.create(values);
  }

  /** Whether a row that was not decoded has the key of a user who was erased after it. */
  static boolean isErased(Row row, Erasures erasures) {
    byte[] key = row.getAs("rejectedKey");
    return key != null
        && erasures.covers(
            new String(key, StandardCharsets.UTF_8), row.<Long>getAs("rejectedTimeMs"));
  }

  static boolean isAccepted(Row row) {
    return row.isNullAt(row.size() - 1);
  }
}
