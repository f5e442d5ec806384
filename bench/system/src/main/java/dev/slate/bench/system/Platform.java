package dev.slate.bench.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.pipelines.local.platform.EmbeddedKafka;
import dev.slate.pipelines.local.platform.EmbeddedRedis;
import dev.slate.pipelines.local.platform.TopicCreator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker in this JVM and a Redis beside it, with what earlier runs left in a home. */
final class Platform implements AutoCloseable {
  static final int PARTITIONS = 4;

  private final Path home;
  private final EmbeddedKafka kafka;
  private final EmbeddedRedis redis;
  private final KafkaProducer<byte[], byte[]> producer;

  Platform(Path home) {
    this.home = home;
    kafka = EmbeddedKafka.start(home.resolve("kafka"));
    new TopicCreator(kafka.bootstrapServers()).create(PARTITIONS, 1);
    redis = EmbeddedRedis.start(home.resolve("redis"));
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "max.in.flight.requests.per.connection",
                1,
                "linger.ms",
                5,
                "batch.size",
                256 * 1024),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** What the processes of Slate are started with. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("SLATE_HOME", home.toString());
    environment.put("SLATE_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    environment.put("SLATE_KAFKA_PARTITIONS", Integer.toString(PARTITIONS));
    environment.put("SLATE_REDIS_URI", redis.uri());
    environment.put("SLATE_HTTP_PORT", "0");
    environment.put("SLATE_FEATURES_PORT", "0");
    environment.put("SLATE_STREAM_METRICS_PORT", "0");
    return environment;
  }

  SlateConfig config() {
    return ConfigReader.read(home.resolve("absent.conf"), environment());
  }

  /** CPU time of Redis so far. */
  double redisCpuSeconds() {
    return ProcessHandle.of(redis.pid())
        .flatMap(handle -> handle.info().totalCpuDuration())
        .map(cpu -> cpu.toNanos() / 1e9)
        .orElse(0.0);
  }

  void send(String topic, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
  }

  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
    redis.close();
    kafka.close();
  }
}
