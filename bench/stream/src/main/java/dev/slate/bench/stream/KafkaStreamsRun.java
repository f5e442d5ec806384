package dev.slate.bench.stream;

import dev.slate.data.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** Folds the same log with Kafka Streams, exactly_once_v2, into its own RocksDB stores. */
final class KafkaStreamsRun {
  private static final long CACHE_BYTES = 256L << 20;

  private final Platform platform;
  private final Path stores;
  private final long commitMs;

  /**
   * @param commitMs of its transactions; its default is 100
   */
  KafkaStreamsRun(Platform platform, Path stores, long commitMs) {
    this.platform = platform;
    this.stores = stores;
    this.commitMs = commitMs;
  }

  /**
   * Runs until every event was counted for its user and its item and the input's offsets are
   * committed.
   *
   * @param application a name that was not used before: it starts at the log's beginning
   * @return seconds, from the start of the application (it joins its group first)
   */
  double seconds(String application, CountTopology topology, long events) throws Exception {
    long begin = System.nanoTime();
    try (KafkaStreams streams = new KafkaStreams(topology.build(), properties(application))) {
      streams.start();
      while (topology.users() < events
          || topology.items() < events
          || committed(application) < events) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  private Properties properties(String application) {
    Properties p = new Properties();
    p.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            application,
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            platform.bootstrapServers(),
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            2,
            StreamsConfig.STATE_DIR_CONFIG,
            stores.toString(),
            StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
            CACHE_BYTES,
            StreamsConfig.REPLICATION_FACTOR_CONFIG,
            1,
            // Purging a repartition topic makes the broker forget its producer, and threads
            // restart.
            StreamsConfig.REPARTITION_PURGE_INTERVAL_MS_CONFIG,
            86_400_000L,
            StreamsConfig.consumerPrefix("auto.offset.reset"),
            "earliest",
            StreamsConfig.consumerPrefix("max.poll.records"),
            10_000));
    return p;
  }

  private long committed(String application) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        platform
            .admin()
            .listConsumerGroupOffsets(application)
            .partitionsToOffsetAndMetadata()
            .get();
    return offsets.entrySet().stream()
        .filter(entry -> entry.getKey().topic().equals(Topics.EVENTS) && entry.getValue() != null)
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }
}
