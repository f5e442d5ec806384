package dev.slate.pipelines.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.Partitioning;
import dev.slate.data.Topics;
import dev.slate.data.event.Event;
import dev.slate.featurestore.admission.EventRules;
import dev.slate.featurestore.admission.RefusedRecordException;
import dev.slate.featurestore.store.StateVersion;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * What a lane writes to Kafka; all of it is acknowledged by {@link #flush} before states are
 * committed.
 *
 * <p>Of the records of one source partition, each target partition gets a prefix at any moment,
 * never a later one without the earlier: one request is under way at a time, no record is ever
 * given up ({@code delivery.timeout.ms} has no end), and after the first failure nothing more is
 * sent until {@link #reset}. {@link OwnedPartition} relies on it. One thread.
 */
final class Outbox implements AutoCloseable {
  private final Map<String, Object> config;
  private final int partitions;
  private KafkaProducer<byte[], byte[]> producer;
  private volatile @Nullable Exception failure;

  Outbox(String bootstrapServers, String clientId, int partitions) {
    this.partitions = partitions;
    this.config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A broker takes any sequence number for a producer's first batch in a partition: with several
    // under way, a second one could be accepted while the first is still to be retried.
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    // flush() does not wait for it; it only lets a loaded lane fill its batches.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);
    producer = open();
  }

  private KafkaProducer<byte[], byte[]> open() {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends an accepted event on to its item's partition, as it came. */
  void rekey(ConsumerRecord<byte[], byte[]> record, Event event) {
    ProducerRecord<byte[], byte[]> copy =
        new ProducerRecord<>(
            Topics.EVENTS_BY_ITEM,
            Partitioning.of(event.itemId(), partitions),
            record.timestamp(),
            event.itemId().getBytes(UTF_8),
            record.value());
    copy.headers().add(Source.HEADER, new Source(record.partition(), record.offset()).encode());
    send(copy);
  }

  /** Publishes an item's state for those who keep item features in memory. */
  void publish(String itemId, byte[] state, byte[] version) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.ITEM_STATES, Partitioning.of(itemId, partitions), itemId.getBytes(UTF_8), state);
    record.headers().add(StateVersion.HEADER, version);
    send(record);
  }

  /** Keeps a record that cannot be used, with the reason and where it was. */
  void deadLetter(ConsumerRecord<byte[], byte[]> record, RefusedRecordException refused) {
    boolean fits = record.value() != null && record.value().length <= EventRules.MAX_BYTES;
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(Topics.EVENTS_DLQ, record.key(), fits ? record.value() : null);
    String error = String.valueOf(refused.getMessage());
    letter.headers().add("reason", refused.reason().wireName().getBytes(UTF_8));
    letter.headers().add("error", error.getBytes(UTF_8));
    letter.headers().add("source", sourceOf(record).getBytes(UTF_8));
    send(letter);
  }

  private static String sourceOf(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "/" + record.partition() + "/" + record.offset();
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    if (failure == null) {
      producer.send(
          record,
          (metadata, error) -> {
            if (error != null && failure == null) {
              failure = error;
            }
          });
    }
  }

  /**
   * Waits until everything sent is acknowledged.
   *
   * @throws KafkaException if anything was not; call {@link #reset} then
   */
  void flush() {
    producer.flush();
    if (failure != null) {
      throw new KafkaException("cannot write to Kafka: " + failure.getMessage(), failure);
    }
  }

  /** Drops what was not acknowledged and begins anew. */
  void reset() {
    producer.close(Duration.ZERO);
    producer = open();
    failure = null;
  }

  @Override
  public void close() {
    producer.close(Duration.ofMillis(500));
  }
}
