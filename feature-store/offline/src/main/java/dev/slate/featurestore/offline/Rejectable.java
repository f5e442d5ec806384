package dev.slate.featurestore.offline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.slate.data.event.InvalidRecordException;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Decoded Kafka records: the columns of a table, then {@code rejected...} columns, of which {@code
 * rejectedReason} is null where the record was decoded.
 */
final class Rejectable {
  static final Column ACCEPTED = col("rejectedReason").isNull();
  private static final int EXTRA = 5;

  private Rejectable() {}

  static StructType schema(LakeTable table) {
    return table
        .schema()
        .add("rejectedPartition", DataTypes.IntegerType)
        .add("rejectedOffset", DataTypes.LongType)
        .add("rejectedKey", DataTypes.BinaryType)
        .add("rejectedValue", DataTypes.BinaryType)
        .add("rejectedReason", DataTypes.StringType);
  }

  static Dataset<Row> accepted(LakeTable table, Dataset<Row> rows) {
    return rows.filter(ACCEPTED)
        .select(Arrays.stream(table.schema().fieldNames()).map(c -> col(c)).toArray(Column[]::new));
  }

  /** Rows of {@link LakeTable#QUARANTINE}. */
  static Dataset<Row> rejected(String topic, Dataset<Row> rows) {
    return rows.filter(col("rejectedReason").isNotNull())
        .select(
            lit(topic).as("topic"),
            col("rejectedPartition").as("partition"),
            col("rejectedOffset").as("offset"),
            col("rejectedKey").as("key"),
            col("rejectedValue").as("value"),
            col("rejectedReason").as("reason"));
  }

  /** Decodes one record; never throws on what the record holds. */
  static Row decode(ConsumerRecord<byte[], byte[]> record, RecordDecoder decoder, int columns) {
    Object[] values = new Object[columns + EXTRA];
    try {
      System.arraycopy(decoder.decode(record), 0, values, 0, columns);
    } catch (InvalidRecordException e) {
      Object[] why = {
        record.partition(), record.offset(), record.key(), record.value(), e.getMessage()
      };
      System.arraycopy(why, 0, values, columns, EXTRA);
    }
    return RowFactory.create(values);
  }

  static boolean isAccepted(Row row) {
    return row.isNullAt(row.size() - 1);
  }
}
