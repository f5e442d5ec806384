package dev.slate.pipelines.streaming;

import dev.slate.featurestore.freshness.FreshnessStore;
import dev.slate.featurestore.store.PartitionStateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of one route: poll, fold, write to Kafka, commit to Redis. Runs on one thread; only
 * {@link #stop} may be called by others.
 */
final class Lane implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LINE_EVERY = Duration.ofSeconds(10);

  private final Route route;
  private final Consumer<byte[], byte[]> consumer;
  private final PartitionStateStore store;
  private final Outbox outbox;
  private final Partitions partitions;
  private final Heartbeat heartbeat;
  private final LagPublisher lags;
  private final Pace pace = new Pace();
  private final LaneStats stats;
  private long nextLineNanos = System.nanoTime() + LINE_EVERY.toNanos();
  private volatile boolean stopping;

  Lane(
      Route route,
      Consumer<byte[], byte[]> consumer,
      PartitionStateStore store,
      Outbox outbox,
      LaneStats stats,
      FreshnessStore freshness,
      Partitions.Owners owners) {
    this.route = route;
    this.consumer = consumer;
    this.store = store;
    this.outbox = outbox;
    this.stats = stats;
    this.partitions = new Partitions(route, consumer, store, stats, owners);
    this.heartbeat = new Heartbeat(consumer, partitions);
    this.lags = new LagPublisher(route.view(), partitions, freshness);
  }

  @Override
  public void run() {
    try {
      consumer.subscribe(List.of(route.topic()), partitions);
      while (!stopping) {
        partitions.acquireWaiting();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(partitions.patience(POLL));

        process(records);
        heartbeat.beat();
        lags.publish();
        stats.lag(partitions.lag());
        pace.rest(records.count());
        report();
      }
    } catch (WakeupException | InterruptException e) {
      if (!stopping) {
        throw e;
      }
    } finally {
      // Clears the flag of an interrupted stop: leaving the group needs a working thread.
      boolean interrupted = Thread.interrupted();
      LOG.debug("{} ends, interrupted: {}", route.topic(), interrupted);
      outbox.close();
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
      store.close();
    }
  }

  /** Asks the loop to end after the batch under way. */
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  private void process(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, Batch> batches = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      OwnedPartition owner = partitions.owner(partition);
      if (owner != null) {
        try {
          batches.put(partition, owner.fold(records.records(partition), outbox));
        } catch (PartitionStateStore.StoreUnavailableException
            | PartitionStateStore.FencedException
            | PartitionStateStore.StateLostException
            | UnusableStateException e) {
          partitions.giveUp(partition, e);
        }
      }
    }
    if (flushed(batches)) {
      batches.forEach(this::commit);
    }
  }

  private boolean flushed(Map<TopicPartition, Batch> batches) {
    try {
      outbox.flush();
      return true;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      outbox.reset();
      batches.keySet().forEach(partition -> partitions.giveUp(partition, e));
      return false;
    }
  }

  private void commit(TopicPartition partition, Batch batch) {
    try {
      OwnedPartition owner = partitions.owner(partition);
      if (owner != null) {
        owner.commit(batch);
      }
    } catch (PartitionStateStore.StoreUnavailableException
        | PartitionStateStore.FencedException
        | PartitionStateStore.StateLostException e) {
      partitions.giveUp(partition, e);
    }
  }

  private void report() {
    if (System.nanoTime() - nextLineNanos >= 0) {
      nextLineNanos = System.nanoTime() + LINE_EVERY.toNanos();
      LOG.info("{}", stats.line(route.topic(), partitions.ownedCount(), partitions.lag()));
      tellKafka();
    }
  }

  /** Kafka's own offsets are for people's lag tools; the truth is the position in the store. */
  private void tellKafka() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : new ArrayList<>(consumer.assignment())) {
      OwnedPartition owner = partitions.owner(partition);
      if (owner != null) {
        offsets.put(partition, new OffsetAndMetadata(owner.position().offset()));
      }
    }
    consumer.commitAsync(
        offsets,
        (committed, error) -> {
          if (error != null) {
            LOG.debug("Offsets of {} are not told to Kafka: {}", route.topic(), error.toString());
          }
        });
  }
}
