package dev.slate.featurestore.offline;

import dev.slate.data.event.InvalidRecordException;
import dev.slate.featurestore.admission.RefusedRecordException;
import java.io.Serializable;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one Kafka record means; stateless. */
@FunctionalInterface
interface RecordDecoder extends Serializable {

  /**
   * @throws InvalidRecordException if the record is not what its topic holds
   * @throws RefusedRecordException likewise
   */
  Decoded decode(ConsumerRecord<byte[], byte[]> record) throws RefusedRecordException;

  /** The record's value, which must be there. */
  static byte[] value(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new InvalidRecordException("value", "null (expected: a JSON object)");
    }
    return record.value();
  }
}
