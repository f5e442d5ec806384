package dev.slate.pipelines.streaming;

import dev.slate.featurestore.store.PartitionStateStore;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that Kafka has assigned to a lane. One is either owned, and read, or it waits to
 * be acquired, and is paused. Whatever goes wrong with one, it waits a little and is acquired
 * again: from the position that is stored, so that nothing is lost and nothing counts twice. One
 * thread.
 */
final class Partitions implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
  private static final Duration RETRY = Duration.ofMillis(250);
  // Longer than a session: of two jobs that both think they own a partition, Kafka has chosen one.
  private static final Duration RETRY_FENCED = Duration.ofSeconds(7);
  private static final int ATTEMPTS_PER_WARNING = 40;

  /** What makes the owner of an acquired position. */
  interface Owners {
    OwnedPartition of(TopicPartition partition, Position position);
  }

  private record Wait(long untilNanos, int attempts) {}

  private final Route route;
  private final Consumer<byte[], byte[]> consumer;
  private final PartitionStateStore store;
  private final LaneStats stats;
  private final Owners owners;
  private final Map<TopicPartition, OwnedPartition> owned = new HashMap<>();
  private final Map<TopicPartition, Wait> waiting = new HashMap<>();

  /** How far this process has ever committed: less in the store means that it lost something. */
  private final Map<TopicPartition, Long> furthest = new HashMap<>();

  Partitions(
      Route route,
      Consumer<byte[], byte[]> consumer,
      PartitionStateStore store,
      LaneStats stats,
      Owners owners) {
    this.route = route;
    this.stats = stats;
    this.consumer = consumer;
    this.store = store;
    this.owners = owners;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    consumer.pause(assigned);
    assigned.forEach(partition -> waiting.put(partition, new Wait(System.nanoTime(), 0)));
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    // Every batch was committed before the poll in which this is called.
    revoked.forEach(owned::remove);
    revoked.forEach(waiting::remove);
  }

  @Nullable OwnedPartition owner(TopicPartition partition) {
    return owned.get(partition);
  }

  int ownedCount() {
    return owned.size();
  }

  /** What is owned now; a copy. */
  Map<TopicPartition, OwnedPartition> owned() {
    return Map.copyOf(owned);
  }

  /** Records behind, by partition number, as far as the consumer knows. */
  Map<Integer, Long> lag() {
    Map<Integer, Long> lag = new HashMap<>();
    for (TopicPartition partition : owned.keySet()) {
      consumer.currentLag(partition).ifPresent(behind -> lag.put(partition.partition(), behind));
    }
    return lag;
  }

  /** How long a poll may take without keeping a waiting partition waiting. */
  Duration patience(Duration most) {
    return waiting.isEmpty() || most.compareTo(RETRY) < 0 ? most : RETRY;
  }

  /** Gives a partition up, to acquire it again soon. */
  void giveUp(TopicPartition partition, RuntimeException reason) {
    LOG.warn("{} is acquired again: {}", partition, reason.getMessage());
    OwnedPartition owner = owned.remove(partition);
    if (owner != null) {
      consumer.pause(List.of(partition));
      furthest.merge(partition, owner.position().offset(), Math::max);
    }
    boolean fenced = reason instanceof PartitionStateStore.FencedException;
    stats.count(reason);
    postpone(partition, fenced ? RETRY_FENCED : RETRY, 0);
  }

  private void postpone(TopicPartition partition, Duration delay, int attempts) {
    waiting.put(partition, new Wait(System.nanoTime() + delay.toNanos(), attempts));
  }

  /** Acquires what has waited long enough. */
  void acquireWaiting() {
    for (TopicPartition partition : List.copyOf(waiting.keySet())) {
      Wait wait = waiting.get(partition);
      if (wait != null && System.nanoTime() - wait.untilNanos() >= 0) {
        try {
          acquire(partition);
        } catch (PartitionStateStore.StoreUnavailableException
            | PartitionStateStore.FencedException
            | PartitionStateStore.StateLostException
            | PartitionStateStore.BeingLoadedException
            | RetriableException
            | UnusableStateException e) {
          if (wait.attempts() % ATTEMPTS_PER_WARNING == 0) {
            LOG.warn("{} waits: {}", partition, e.getMessage());
          }
          postpone(partition, RETRY, wait.attempts() + 1);
        }
      }
    }
  }

  private void acquire(TopicPartition partition) {
    Position position =
        UnusableStateException.naming(
            route.view(),
            partition.partition(),
            () -> store.acquire(route.view(), partition.partition()));
    LogRange log = LogRange.of(consumer, partition);
    if (position.offset() > log.end()) {
      // A state that is ahead of its log belongs to another log: to go on would mix the two.
      throw new UnusableStateException(
          route.view(),
          partition.partition(),
          "stands at offset " + position.offset() + ", the log ends at " + log.end());
    }
    if (position.offset() < log.begin()) {
      LOG.error(
          "{}: offsets {} to {} were deleted by retention before they were folded",
          partition,
          position.offset(),
          log.begin());
    }
    Position start = log.start(position, furthest.getOrDefault(partition, 0L));
    if (!start.equals(position)) {
      store.commit(route.view(), partition.partition(), position, start, Map.of());
    }
    consumer.seek(partition, start.offset());
    consumer.resume(List.of(partition));
    waiting.remove(partition);
    owned.put(partition, owners.of(partition, start));
    LOG.info("{} is acquired at offset {}", partition, start.offset());
  }
}
