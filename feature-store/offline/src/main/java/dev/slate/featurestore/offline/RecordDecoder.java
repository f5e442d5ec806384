package dev.slate.featurestore.offline;

import dev.slate.data.event.InvalidRecordException;
import java.io.Serializable;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How one Kafka record becomes one row; stateless. */
@FunctionalInterface
interface RecordDecoder extends Serializable {

  /**
   * The values of the row, in the order of its table's columns.
   *
   * @throws InvalidRecordException if the record is not what its topic holds
   */
  Object[] decode(ConsumerRecord<byte[], byte[]> record);

  /** The record's value, which must be there. */
  static byte[] value(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new InvalidRecordException("value", "null (expected: a JSON object)");
    }
    return record.value();
  }
}
