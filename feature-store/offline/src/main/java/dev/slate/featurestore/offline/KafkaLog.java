package dev.slate.featurestore.offline;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Where to read Kafka, and how far its topics reach; immutable. Serialisable so that tasks can open
 * consumers of their own; groups are not used.
 */
public record KafkaLog(String bootstrapServers) implements Serializable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  Consumer<byte[], byte[]> consumer() {
    Properties config = new Properties();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The offset of the first record that each partition of a topic has left. */
  public Map<Integer, Long> begins(String topic) {
    Map<Integer, Long> begins = new HashMap<>();
    behind(topic, Map.of()).forEach(range -> begins.put(range.partition(), range.from()));
    return begins;
  }

  /**
   * What a topic holds behind given offsets, one range a partition; empty ranges included.
   *
   * @param committed next offset wanted by partition; a partition not in it is read from its begin
   * @throws IllegalStateException if the topic does not exist, or ends before a committed offset
   */
  List<KafkaRange> behind(String topic, Map<Integer, Long> committed) {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (PartitionInfo info : consumer.partitionsFor(topic, TIMEOUT)) {
        partitions.add(new TopicPartition(topic, info.partition()));
      }
      if (partitions.isEmpty()) {
        throw new IllegalStateException(
            "topic " + topic + ": not at " + bootstrapServers + " (expected: it to exist)");
      }
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, TIMEOUT);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions, TIMEOUT));
      List<KafkaRange> ranges = new ArrayList<>();
      for (TopicPartition partition : partitions) {
        long end = ends.getOrDefault(partition, 0L);
        long begin = begins.getOrDefault(partition, 0L);
        long from = Math.max(begin, committed.getOrDefault(partition.partition(), 0L));
        if (from > end) {
          throw new IllegalStateException(
              partition
                  + ": ends at "
                  + end
                  + " (expected: "
                  + from
                  + " or more, which the lake has read; was the topic deleted and made anew? Then move the lake away)");
        }
        ranges.add(new KafkaRange(topic, partition.partition(), from, end));
      }
      return ranges;
    }
  }

  /** Opens a range inside a task; closed with the task at the latest. */
  KafkaRangeReader read(KafkaRange range) {
    KafkaRangeReader reader = new KafkaRangeReader(this, range);
    TaskCompletionListener close = context -> reader.close();
    TaskContext.get().addTaskCompletionListener(close);
    return reader;
  }
}
