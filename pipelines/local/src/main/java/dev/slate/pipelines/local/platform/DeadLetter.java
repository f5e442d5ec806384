package dev.slate.pipelines.local.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record that the stream job could not use.
 *
 * @param timeMs when it was put aside
 * @param reason its kind, such as {@code invalid} or {@code late}
 * @param error what was expected
 * @param source topic, partition and offset of the record itself
 * @param value as text; empty if it was too large to keep
 */
public record DeadLetter(
    long timeMs, String reason, String error, String source, String key, String value) {

  static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    return new DeadLetter(
        record.timestamp(),
        header(record, "reason"),
        header(record, "error"),
        header(record, "source"),
        record.key() == null ? "" : new String(record.key(), UTF_8),
        record.value() == null ? "" : new String(record.value(), UTF_8));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }
}
