package dev.slate.pipelines.streaming;

import dev.slate.data.Partitioning;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.feature.ClockSkew;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Turns a record into an event that may be folded. What it decides depends on the record alone, so
 * every reading of the log decides alike. Immutable.
 *
 * @param entity whose id the topic is keyed by
 * @param partitions of the topic
 */
record EventReader(Entity entity, int partitions) {
  /** Larger records are refused; a re-keyed copy must fit wherever the original did. */
  static final int MAX_BYTES = 512 * 1024;

  /**
   * @throws InvalidRecordException naming the field and what was expected
   */
  Event read(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null || value.length > MAX_BYTES) {
      throw new InvalidRecordException(
          "event",
          value == null
              ? "is empty"
              : value.length + " bytes (expected: at most " + MAX_BYTES + ")");
    }
    Event event = decode(value);
    if (!ClockSkew.admits(event.eventTimeMs(), record.timestamp())) {
      throw new InvalidRecordException(
          "eventTimeMs",
          event.eventTimeMs()
              + " (expected: at most "
              + ClockSkew.MAX_MS
              + " ms after it arrived at "
              + record.timestamp()
              + ")");
    }
    int partition = Partitioning.of(entity.idOf(event), partitions);
    if (partition != record.partition()) {
      throw new InvalidRecordException(
          "key",
          "the record is in partition "
              + record.partition()
              + " (expected: "
              + partition
              + ", by the murmur2 hash of "
              + entity.joinKey()
              + ")");
    }
    return event;
  }

  private static Event decode(byte[] json) {
    try {
      return EventCodec.decode(json);
    } catch (UncheckedIOException e) {
      // Bytes that are no text at all, such as half of an UTF-32 character.
      throw new InvalidRecordException("event", "is not valid JSON: " + e.getCause());
    }
  }
}
