package dev.slate.pipelines.local.platform;

import dev.slate.data.Topics;
import dev.slate.pipelines.local.CommandFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads {@link Topics#EVENTS_DLQ} from its end. Immutable; a connection for each call. */
public final class DeadLetters {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int TIMEOUT_MS = 10_000;

  private final String bootstrapServers;

  public DeadLetters(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * The newest ones that there are now, newest first.
   *
   * @throws CommandFailure if the broker does not answer
   */
  public List<DeadLetter> newest(int limit) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
      return newest(consumer, limit);
    } catch (KafkaException e) {
      throw new CommandFailure(
          "Kafka at " + bootstrapServers + " does not answer: " + e.getMessage(),
          "start Slate (slate up), or set SLATE_KAFKA_BOOTSTRAP_SERVERS");
    }
  }

  private static List<DeadLetter> newest(KafkaConsumer<byte[], byte[]> consumer, int limit) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.EVENTS_DLQ).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    ends.forEach(
        (partition, end) ->
            consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - limit)));
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(POLL).forEach(records::add);
    }
    return records.stream()
        .sorted(
            Comparator.comparingLong((ConsumerRecord<byte[], byte[]> r) -> r.timestamp())
                .thenComparingLong(r -> r.offset())
                .reversed())
        .limit(limit)
        .map(DeadLetter::of)
        .toList();
  }
}
