package dev.slate.pipelines.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.slate.data.Topics;
import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.featurestore.online.TestRedis;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.pipelines.local.platform.EmbeddedKafka;
import dev.slate.pipelines.local.platform.TopicCreator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A real broker with all topics and a real Redis, for one test class. */
final class TestPlatform implements AutoCloseable {
  static final int PARTITIONS = 4;

  final TestRedis redis;
  private final EmbeddedKafka kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> ends;

  TestPlatform(Path directory) {
    this(directory, TestRedis.start());
  }

  /** With a given Redis, which is closed with the platform. */
  TestPlatform(Path directory, TestRedis redis) {
    this.redis = redis;
    kafka = EmbeddedKafka.start(directory);
    new TopicCreator(kafka.bootstrapServers()).create(PARTITIONS, 1);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "linger.ms",
                5,
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    ends = consumer();
  }

  Map<String, String> environment() {
    return Map.of(
        "SLATE_KAFKA_BOOTSTRAP_SERVERS",
        kafka.bootstrapServers(),
        "SLATE_KAFKA_PARTITIONS",
        Integer.toString(PARTITIONS),
        "SLATE_REDIS_URI",
        redis.uri());
  }

  SlateConfig config() {
    return ConfigReader.read(Path.of("absent.conf"), environment());
  }

  /** Sends events as serving does: keyed by user, partition by Kafka's own default. */
  void send(List<Event> events) {
    events.forEach(event -> send(event.userId(), EventCodec.encode(event)));
    producer.flush();
  }

  void send(String key, byte @Nullable [] value) {
    producer.send(new ProducerRecord<>(Topics.EVENTS, key.getBytes(UTF_8), value));
  }

  /** Sends an event that arrives at a given time, with empty headers of given names. */
  void sendAt(long arrivalMs, Event event, List<String> headers) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.EVENTS,
            null,
            arrivalMs,
            event.userId().getBytes(UTF_8),
            EventCodec.encode(event));
    headers.forEach(name -> record.headers().add(name, new byte[0]));
    producer.send(record);
  }

  void send(int partition, byte[] value) {
    producer.send(new ProducerRecord<>(Topics.EVENTS, partition, null, value));
  }

  void flush() {
    producer.flush();
  }

  /** Everything in a topic, partition by partition in the order of offsets. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    scan(topic, records::add);
    return records;
  }

  /** As {@link #read}, one record after the other: the topic may be larger than memory. */
  void scan(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      for (TopicPartition partition : partitionsOf(topic)) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
          consumer.poll(Duration.ofMillis(100)).forEach(each);
        }
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return consumer("slate-tests");
  }

  KafkaConsumer<byte[], byte[]> consumer(String group) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "auto.offset.reset",
            "earliest",
            "group.id",
            group,
            "enable.auto.commit",
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  static List<TopicPartition> partitionsOf(String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int i = 0; i < Topics.partitionsOf(topic, PARTITIONS); i++) {
      partitions.add(new TopicPartition(topic, i));
    }
    return partitions;
  }

  /** Deletes the beginning of a partition of the events, as retention does. */
  void deleteBefore(int partition, long offset) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(Topics.EVENTS, partition),
                  RecordsToDelete.beforeOffset(offset)))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
  }

  /** Records of a route that are folded and committed. */
  long committed(Route route) {
    long sum = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      Position position = redis.position(route.view(), partition);
      sum += position == null ? 0 : position.offset();
    }
    return sum;
  }

  /** Records of a route that are in the log. */
  long written(Route route) {
    return ends.endOffsets(partitionsOf(route.topic())).values().stream()
        .mapToLong(end -> end)
        .sum();
  }

  /** Waits until all that is in the log is in Redis. */
  void awaitDrained(Duration atMost) {
    for (Route route : Route.values()) {
      // Items after users: then nothing more is re-keyed.
      await()
          .atMost(atMost)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> committed(route) == written(route));
    }
  }

  @Override
  public void close() {
    producer.close();
    ends.close();
    redis.close();
    kafka.close();
  }
}
