package dev.slate.serving;

import dev.slate.data.Topics;
import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.pipelines.local.platform.EmbeddedKafka;
import dev.slate.pipelines.local.platform.EmbeddedRedis;
import dev.slate.pipelines.local.platform.TopicCreator;
import dev.slate.serving.topic.Producers;
import dev.slate.serving.topic.TopicWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/** One broker and one Redis for all tests of this JVM. */
public final class Platform {
  public static final int PARTITIONS = 2;
  private static final Path DIRECTORY = directory();
  private static final EmbeddedKafka KAFKA = EmbeddedKafka.start(DIRECTORY.resolve("kafka"));
  private static final EmbeddedRedis REDIS = EmbeddedRedis.start(DIRECTORY.resolve("redis"));
  private static final Producer<String, byte[]> PRODUCER =
      Producers.create(KAFKA.bootstrapServers());

  static {
    new TopicCreator(KAFKA.bootstrapServers()).create(PARTITIONS, 1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  PRODUCER.close();
                  KAFKA.close();
                }));
  }

  private Platform() {}

  private static Path directory() {
    try {
      return Files.createTempDirectory(Path.of("target"), "platform");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String kafka() {
    return KAFKA.bootstrapServers();
  }

  public static String redis() {
    return REDIS.uri();
  }

  /** A writer to a topic of the broker. */
  public static TopicWriter writer(String topic) {
    if (!Topics.all().contains(topic)) {
      throw new IllegalArgumentException(topic);
    }
    return new TopicWriter(PRODUCER, topic);
  }

  /** Configuration of a process on this platform, on a free port. */
  public static SlateConfig config(Path home, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SLATE_HOME", home.toString());
    environment.put("SLATE_HTTP_PORT", "0");
    environment.put("SLATE_FEATURES_PORT", "0");
    environment.put("SLATE_KAFKA_BOOTSTRAP_SERVERS", kafka());
    environment.put("SLATE_KAFKA_PARTITIONS", Integer.toString(PARTITIONS));
    environment.put("SLATE_REDIS_URI", redis());
    // Tests that count events must not find any but their own.
    environment.put("SLATE_FRESHNESS_CANARY_EVERY_MS", "0");
    environment.put("SLATE_RESILIENCE_WARM_UP_MS", "100");
    // On a busy machine a test's load may be an overload; few tests are about that.
    environment.put("SLATE_RESILIENCE_CONCURRENCY_MIN", "256");
    environment.put("SLATE_RESILIENCE_CONCURRENCY_MAX", "256");
    environment.put("SLATE_RESILIENCE_DRAIN_MS", "50");
    environment.putAll(more);
    return ConfigReader.read(home.resolve("none.conf"), environment);
  }
}
