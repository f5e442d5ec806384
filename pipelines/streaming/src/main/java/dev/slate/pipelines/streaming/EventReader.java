package dev.slate.pipelines.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.event.Event;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.data.event.Lateness;
import dev.slate.featurestore.admission.EventRules;
import dev.slate.featurestore.admission.Refusal;
import dev.slate.featurestore.admission.RefusedRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Turns a record into what may be folded. What it decides depends on the record alone, so every
 * reading of the log decides alike. Immutable.
 */
record EventReader(Route route, EventRules rules) {

  /**
   * Adds what a record says to a batch.
   *
   * @throws RefusedRecordException naming the field and what was expected
   */
  void read(ConsumerRecord<byte[], byte[]> record, Batch batch) throws RefusedRecordException {
    byte[] value = record.value();
    Event event = value == null ? null : event(record, value);
    String id = event == null ? erased(record) : route.entity().idOf(event);
    rules.requirePartition(route.entity(), id, record.partition());
    batch.add(new Reading(record, batch.entry(id), event));
  }

  /** Kafka's own idiom of deletion. */
  private String erased(ConsumerRecord<byte[], byte[]> record) throws RefusedRecordException {
    if (record.key() == null || route != Route.USERS) {
      throw new RefusedRecordException(
          Refusal.INVALID, "event: is empty (expected: JSON, or the key of a user to erase)");
    }
    try {
      return InvalidRecordException.checkId("key", new String(record.key(), UTF_8));
    } catch (InvalidRecordException e) {
      throw new RefusedRecordException(Refusal.INVALID, String.valueOf(e.getMessage()));
    }
  }

  private Event event(ConsumerRecord<byte[], byte[]> record, byte[] value)
      throws RefusedRecordException {
    Event event = rules.decode(value);
    if (route == Route.USERS) {
      // What is in the other topic has passed here.
      boolean backfill = record.headers().lastHeader(Lateness.BACKFILL) != null;
      rules.requireTime(event, record.timestamp(), backfill);
    }
    return event;
  }
}
