package dev.slate.serving.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics from their beginning and follows them on one thread of its own, outside any consumer
 * group, so that every replica sees every record. Outlives a broker that is away or a topic that
 * does not exist yet.
 */
public final class TopicFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofMillis(500);

  private final String name;
  private final String bootstrapServers;
  private final Map<String, TopicHandler> handlers;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();

  /** By partition, the offset after the last record that was handled. */
  private final Map<TopicPartition, Long> handled = new HashMap<>();

  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread thread;
  private volatile @Nullable KafkaConsumer<String, byte[]> current;
  private volatile String problem = "not connected yet";

  private TopicFollower(String name, String bootstrapServers, Map<String, TopicHandler> handlers) {
    this.name = name;
    this.bootstrapServers = bootstrapServers;
    this.handlers = Map.copyOf(handlers);
    thread = new Thread(this::run, "follow-" + name);
    thread.setDaemon(true);
  }

  /** Starts to follow; the handlers are called on the follower's thread, in partition order. */
  public static TopicFollower start(
      String name, String bootstrapServers, Map<String, TopicHandler> handlers) {
    TopicFollower follower = new TopicFollower(name, bootstrapServers, handlers);
    follower.thread.start();
    return follower;
  }

  /** Done once everything that was in the topics at the start has been handled. */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  /** What keeps it from following now; empty if nothing does. */
  public String problem() {
    return problem;
  }

  /**
   * Waits until records have been handled.
   *
   * @param offsets by partition of the topic
   * @return whether they have been; false when it took too long
   */
  boolean awaitHandled(String topic, Map<Integer, Long> offsets, Duration atMost) {
    long endNanos = System.nanoTime() + atMost.toNanos();
    synchronized (handled) {
      while (!isHandled(topic, offsets)) {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
        if (leftMs <= 0) {
          return false;
        }
        try {
          handled.wait(leftMs);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return true;
    }
  }

  private boolean isHandled(String topic, Map<Integer, Long> offsets) {
    return offsets.entrySet().stream()
        .allMatch(
            e -> handled.getOrDefault(new TopicPartition(topic, e.getKey()), 0L) > e.getValue());
  }

  private void handled(ConsumerRecords<String, byte[]> records) {
    synchronized (handled) {
      for (TopicPartition partition : records.partitions()) {
        var some = records.records(partition);
        handled.put(partition, some.get(some.size() - 1).offset() + 1);
      }
      handled.notifyAll();
    }
  }

  private void run() {
    while (!closed.get()) {
      try (KafkaConsumer<String, byte[]> consumer = connect()) {
        current = consumer;
        follow(consumer);
      } catch (KafkaException e) {
        if (!closed.get()) {
          problem = "kafka: " + e.getMessage();
          LOG.warn("{}: {}; trying again", name, e.toString());
          pause();
        }
      }
    }
  }

  private KafkaConsumer<String, byte[]> connect() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000");
    properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");
    properties.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500");
    return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private void follow(KafkaConsumer<String, byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> missing = new HashMap<>(consumer.endOffsets(partitions));
    problem = "";
    while (!closed.get()) {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<String, byte[]> record : records) {
        handle(record);
      }
      if (!records.isEmpty()) {
        handled(records);
      }
      if (!caughtUp.isDone()) {
        missing.entrySet().removeIf(e -> consumer.position(e.getKey()) >= e.getValue());
        if (missing.isEmpty()) {
          caughtUp.complete(null);
        }
      }
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
    while (!closed.get()) {
      List<TopicPartition> found = new ArrayList<>();
      Set<String> absent = new TreeSet<>();
      for (String topic : handlers.keySet()) {
        var infos = consumer.partitionsFor(topic);
        if (infos.isEmpty()) {
          absent.add(topic);
        }
        infos.forEach(info -> found.add(new TopicPartition(topic, info.partition())));
      }
      if (absent.isEmpty()) {
        return found;
      }
      problem = "kafka: no topic " + String.join(", ", absent) + " (slate topics create makes it)";
      pause();
    }
    throw new WakeupException();
  }

  private void handle(ConsumerRecord<String, byte[]> record) {
    TopicHandler handler = handlers.get(record.topic());
    if (handler == null || record.key() == null) {
      return;
    }
    try {
      handler.handle(record);
    } catch (RuntimeException e) {
      LOG.warn(
          "{}-{}@{}: skipped: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.toString());
    }
  }

  private void pause() {
    try {
      Thread.sleep(RETRY.toMillis());
    } catch (InterruptedException e) {
      closed.set(true);
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.set(true);
    KafkaConsumer<String, byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
