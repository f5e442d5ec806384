package dev.slate.serving.freshness;

import dev.slate.data.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many events the stream job has not taken in yet, by what it committed to Kafka. */
public final class StreamLag implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamLag.class);
  private static final String GROUP_PREFIX = "slate-stream-";
  private static final long TIMEOUT_MS = 2_000;

  private final Admin admin;
  private final int partitions;
  private volatile Reading latest = new Reading(-1, -1);

  /** Counts; -1 if not known. */
  public record Reading(long events, long deadLetters) {}

  public StreamLag(String bootstrapServers, int partitions) {
    this.partitions = partitions;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_500,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2_000,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000));
  }

  Reading latest() {
    return latest;
  }

  /** Asks the broker; what does not answer is not known. */
  void look() {
    try {
      latest = new Reading(lag(Topics.EVENTS) + lag(Topics.EVENTS_BY_ITEM), deadLetters());
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("The lag is not known", e);
      latest = new Reading(-1, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long lag(String topic) throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(GROUP_PREFIX + topic)
            .partitionsToOffsetAndMetadata()
            .get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    Map<TopicPartition, Long> ends = offsets(topic, partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> begins = offsets(topic, partitions, OffsetSpec.earliest());
    long lag = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata offset = committed.get(end.getKey());
      long from = offset == null ? begins.getOrDefault(end.getKey(), 0L) : offset.offset();
      lag += Math.max(0, end.getValue() - from);
    }
    return lag;
  }

  private long deadLetters() throws InterruptedException, ExecutionException, TimeoutException {
    return sum(offsets(Topics.EVENTS_DLQ, 1, OffsetSpec.latest()))
        - sum(offsets(Topics.EVENTS_DLQ, 1, OffsetSpec.earliest()));
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<TopicPartition, Long> offsets(String topic, int count, OffsetSpec spec)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(
            IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(p -> p, p -> spec)))
        .all()
        .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  @Override
  public void close() {
    admin.close(java.time.Duration.ofMillis(500));
  }
}
