package dev.slate.pipelines.streaming;

import dev.slate.featurestore.admission.Refusal;
import dev.slate.featurestore.admission.RefusedRecordException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where a re-keyed record comes from: header {@code src}, big-endian.
 *
 * @param partition of {@code events}
 * @param offset in that partition
 */
record Source(int partition, long offset) {
  static final String HEADER = "src";
  private static final int BYTES = Integer.BYTES + Long.BYTES;

  byte[] encode() {
    return ByteBuffer.allocate(BYTES).putInt(partition).putLong(offset).array();
  }

  /**
   * @throws RefusedRecordException if there is no such header or it has another length
   */
  static Source of(Headers headers) throws RefusedRecordException {
    Header header = headers.lastHeader(HEADER);
    if (header == null || header.value() == null || header.value().length != BYTES) {
      throw new RefusedRecordException(
          Refusal.INVALID,
          HEADER + ": missing (expected: a header of int32 partition and int64 offset)");
    }
    ByteBuffer value = ByteBuffer.wrap(header.value());
    return new Source(value.getInt(), value.getLong());
  }
}
