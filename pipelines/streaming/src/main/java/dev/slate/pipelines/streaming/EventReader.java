package dev.slate.pipelines.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.Partitioning;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.data.event.Lateness;
import dev.slate.featurestore.feature.ClockSkew;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Turns a record into what may be folded. What it decides depends on the record alone, so every
 * reading of the log decides alike. Immutable.
 *
 * @param partitions of the topic
 * @param lateness how old an event may be when it arrives
 */
record EventReader(Route route, int partitions, Lateness lateness) {
  /** Larger records are refused; a re-keyed copy must fit wherever the original did. */
  static final int MAX_BYTES = 512 * 1024;

  /**
   * @throws RefusedRecordException naming the field and what was expected
   */
  Reading read(ConsumerRecord<byte[], byte[]> record) throws RefusedRecordException {
    try {
      byte[] value = record.value();
      Reading reading = value == null ? erasure(record) : event(record, value);
      requirePartition(reading.id(), record.partition());
      return reading;
    } catch (InvalidRecordException e) {
      throw new RefusedRecordException(Refusal.INVALID, String.valueOf(e.getMessage()));
    }
  }

  /** Kafka's own idiom of deletion. */
  private Reading erasure(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || route != Route.USERS) {
      throw new InvalidRecordException(
          "event", "is empty (expected: JSON, or the key of a user to erase)");
    }
    String id = new String(record.key(), UTF_8);
    InvalidRecordException.checkId("key", id);
    return new Reading(record, id, null);
  }

  private Reading event(ConsumerRecord<byte[], byte[]> record, byte[] value)
      throws RefusedRecordException {
    if (value.length > MAX_BYTES) {
      throw new InvalidRecordException(
          "event", value.length + " bytes (expected: at most " + MAX_BYTES + ")");
    }
    Event event = EventCodec.decode(value);
    if (route == Route.USERS) {
      // What is in the other topic has passed here.
      requireTime(event.eventTimeMs(), record);
    }
    return new Reading(record, route.entity().idOf(event), event);
  }

  private void requireTime(long eventTimeMs, ConsumerRecord<byte[], byte[]> record)
      throws RefusedRecordException {
    if (!ClockSkew.admits(eventTimeMs, record.timestamp())) {
      throw new RefusedRecordException(
          Refusal.AHEAD,
          "eventTimeMs: "
              + eventTimeMs
              + " (expected: at most "
              + ClockSkew.MAX_MS
              + " ms after it arrived at "
              + record.timestamp()
              + ")");
    }
    if (!lateness.admits(eventTimeMs, record.timestamp())
        && record.headers().lastHeader(Lateness.BACKFILL) == null) {
      throw new RefusedRecordException(
          Refusal.LATE,
          "eventTimeMs: "
              + eventTimeMs
              + " (expected: at most "
              + lateness.max().toDays()
              + " days before it arrived at "
              + record.timestamp()
              + ", or a record with the header "
              + Lateness.BACKFILL
              + ")");
    }
  }

  private void requirePartition(String id, int partition) throws RefusedRecordException {
    int expected = Partitioning.of(id, partitions);
    if (expected != partition) {
      throw new RefusedRecordException(
          Refusal.MISROUTED,
          "key: the record is in partition "
              + partition
              + " (expected: "
              + expected
              + ", by the murmur2 hash of "
              + route.entity().joinKey()
              + ")");
    }
  }
}
