package dev.slate.bench.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.Topics;
import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.pipelines.local.platform.EmbeddedKafka;
import dev.slate.pipelines.local.platform.EmbeddedRedis;
import dev.slate.pipelines.local.platform.TopicCreator;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker in this JVM with all topics of Slate, and a Redis beside it with its append-only file.
 */
final class Platform implements AutoCloseable {
  static final int PARTITIONS = 4;

  private final EmbeddedKafka kafka;
  private final EmbeddedRedis redis;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;

  /**
   * @param appendOnly whether Redis writes its append-only file (fsync every second): yes or no
   */
  Platform(Path directory, String appendOnly) {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    new TopicCreator(kafka.bootstrapServers()).create(PARTITIONS, 1);
    redis = EmbeddedRedis.start(directory.resolve("redis"));
    try (RedisClient client = RedisClient.create(redis.uri())) {
      client.connect().sync().configSet("appendonly", appendOnly);
    }
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "max.in.flight.requests.per.connection",
                1,
                "linger.ms",
                2,
                "batch.size",
                64 * 1024),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  String redisUri() {
    return redis.uri();
  }

  Admin admin() {
    return admin;
  }

  SlateConfig config() {
    return ConfigReader.read(
        Path.of("absent.conf"),
        Map.of(
            "SLATE_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
            "SLATE_KAFKA_PARTITIONS", Integer.toString(PARTITIONS),
            "SLATE_REDIS_URI", redis.uri(),
            "SLATE_STREAM_METRICS_PORT", "0"));
  }

  /** Sends one event as serving does; the callback tells when the log has it. */
  void send(Event event, Callback accepted) {
    producer.send(
        new ProducerRecord<>(
            Topics.EVENTS, event.userId().getBytes(UTF_8), EventCodec.encode(event)),
        accepted);
  }

  /** Writes a log of events, a millisecond apart, the last one as of now; returns when it is in. */
  void fill(ZipfLog log, int events) {
    long now = System.currentTimeMillis();
    for (int i = 0; i < events; i++) {
      send(log.next(now - (events - i)), (metadata, error) -> {});
    }
    producer.flush();
  }

  void flush() {
    producer.flush();
  }

  /** Where each partition of a topic ends. */
  Map<Integer, Long> ends(String topic) throws Exception {
    List<TopicPartition> partitions =
        IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
    Map<Integer, Long> ends = new HashMap<>();
    admin
        .listOffsets(
            partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
        .all()
        .get()
        .forEach((partition, info) -> ends.put(partition.partition(), info.offset()));
    return ends;
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    redis.close();
    kafka.close();
  }
}
