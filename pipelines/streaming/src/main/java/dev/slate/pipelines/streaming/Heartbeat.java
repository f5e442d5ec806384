package dev.slate.pipelines.streaming;

import dev.slate.featurestore.store.PartitionStateStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a second, asks the broker whether idle partitions are still read to their end, and says so
 * in their positions: so a reader can tell a quiet log from a stream job that stands still. One
 * thread.
 */
final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;
  private final Partitions partitions;
  private long nextNanos = System.nanoTime();

  Heartbeat(Consumer<byte[], byte[]> consumer, Partitions partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
  }

  /** To be called when every batch is committed. */
  void beat() {
    if (System.nanoTime() - nextNanos < 0) {
      return;
    }
    nextNanos = System.nanoTime() + EVERY.toNanos();
    long now = System.currentTimeMillis();
    Map<TopicPartition, OwnedPartition> idle = new HashMap<>(partitions.owned());
    idle.values().removeIf(p -> p.position().coverage().untilMs() > now - EVERY.toMillis());
    if (idle.isEmpty()) {
      return;
    }
    try {
      consumer
          .endOffsets(idle.keySet(), PATIENCE)
          .forEach((partition, end) -> tell(partition, idle.get(partition), end, now));
    } catch (TimeoutException e) {
      LOG.debug("The broker does not say where its partitions end: {}", e.getMessage());
    }
  }

  private void tell(
      TopicPartition partition, @Nullable OwnedPartition owner, long end, long nowMs) {
    if (owner != null && owner.position().offset() == end) {
      try {
        owner.idleUntil(nowMs);
      } catch (PartitionStateStore.StoreUnavailableException
          | PartitionStateStore.FencedException
          | PartitionStateStore.StateLostException e) {
        partitions.giveUp(partition, e);
      }
    }
  }
}
