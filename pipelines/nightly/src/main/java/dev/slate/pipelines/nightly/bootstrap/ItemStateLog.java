package dev.slate.pipelines.nightly.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.Partitioning;
import dev.slate.data.Topics;
import dev.slate.featurestore.store.StateVersion;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Tells those who keep item features in memory, on {@link Topics#ITEM_STATES}. One thread. */
final class ItemStateLog implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final int partitions;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  ItemStateLog(LoadTarget target) {
    partitions = target.partitions();
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                target.bootstrapServers(),
                // As in every producer of ours: an earlier batch comes before a later one.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.LINGER_MS_CONFIG,
                20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void publish(Map<String, byte[]> states, StateVersion version) {
    states.forEach(
        (id, state) -> {
          ProducerRecord<byte[], byte[]> record =
              new ProducerRecord<>(
                  Topics.ITEM_STATES, Partitioning.of(id, partitions), id.getBytes(UTF_8), state);
          record.headers().add(StateVersion.HEADER, version.encode());
          producer.send(
              record,
              (metadata, error) -> {
                if (error != null) {
                  failure.set(error);
                }
              });
        });
  }

  /**
   * Waits until all is acknowledged.
   *
   * @throws KafkaException if something was not
   */
  void flush() {
    producer.flush();
    Exception error = failure.get();
    if (error != null) {
      throw new KafkaException("cannot write to " + Topics.ITEM_STATES, error);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
