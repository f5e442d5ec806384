package dev.slate.pipelines.streaming;

import dev.slate.data.Topics;
import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The obvious way, for comparison: count with HINCRBY on a client that reconnects and repeats, then
 * commit offsets to Kafka. What it gets wrong shows that the harness can see it.
 */
final class NaiveWriter {
  static final String GROUP = "naive";
  static final String USERS = "naive:users";
  static final String ITEMS = "naive:items";

  private NaiveWriter() {}

  public static void main(String[] args) throws Exception {
    SlateConfig config = ConfigReader.read();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(config, args[0])) {
      RedisClient client = RedisClient.create(config.redis().uri());
      FireJobs.awaitTurn();
      RedisAsyncCommands<String, String> redis = client.connect().async();
      consumer.subscribe(List.of(Topics.EVENTS));
      while (true) {
        List<RedisFuture<?>> increments = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Event event = EventCodec.decode(record.value());
          increments.add(redis.hincrby(USERS, event.userId(), 1));
          increments.add(redis.hincrby(ITEMS, event.itemId(), 1));
        }
        LettuceFutures.awaitAll(1, TimeUnit.MINUTES, increments.toArray(RedisFuture[]::new));
        consumer.commitSync();
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(SlateConfig config, String instance) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            config.kafka().bootstrapServers(),
            "group.id",
            GROUP,
            "group.instance.id",
            instance,
            "session.timeout.ms",
            6_000,
            "heartbeat.interval.ms",
            1_000,
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
