package dev.slate.pipelines.nightly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slate.data.Topics;
import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.Lateness;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.offline.EventRows;
import dev.slate.featurestore.offline.KafkaIngest;
import dev.slate.featurestore.offline.KafkaLog;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.SparkTestSession;
import dev.slate.featurestore.store.PartitionStateStore;
import dev.slate.pipelines.local.platform.EmbeddedKafka;
import dev.slate.pipelines.local.platform.EmbeddedRedis;
import dev.slate.pipelines.local.platform.TopicCreator;
import dev.slate.pipelines.streaming.StreamJob;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lake has what the log has lost: together they give what the whole log gave. */
class BootstrapTest {
  private static final int PARTITIONS = 2;
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES) // 40 s alone
  void load_logTruncatedAndRedisEmpty_endsAsTheFoldOfEverything(@TempDir Path home)
      throws Exception {
    List<Event> events = EventRows.random(new Random(5), 900);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(home.resolve("kafka"));
        EmbeddedRedis redis = EmbeddedRedis.start(home.resolve("redis"));
        KafkaProducer<String, byte[]> producer = producer(kafka);
        Inspection inspection = new Inspection(redis.uri())) {
      new TopicCreator(kafka.bootstrapServers()).create(PARTITIONS, 1);
      SlateConfig config = config(home, kafka, redis);
      Lake lake = new Lake(SparkTestSession.get(), config.paths().lake());

      // What both have seen, and then only the lake.
      send(producer, events.subList(0, 300));
      streamUntil(config, inspection, oracle(events.subList(0, 300)));
      new KafkaIngest(lake, new KafkaLog(kafka.bootstrapServers()), config.stream().maxLateness())
          .events();
      truncate(kafka);
      // What is in both logs, but not in the lake.
      send(producer, events.subList(300, 600));
      streamUntil(config, inspection, oracle(events.subList(0, 600)));
      inspection.wipe();
      // A loader that dies, and its partitions, half full.
      try (PartitionStateStore dead = LoadTarget.of(config).store()) {
        var loading = dead.beginLoad(CATALOG.userActivity(), 0);
        dead.commit(CATALOG.userActivity(), 0, loading, loading, Map.of("nobody", new byte[] {1}));
      }

      Map<String, Long> loaded =
          new Bootstrap(config, lake, count -> {}).load(System.currentTimeMillis());

      Map<String, String> first = oracle(events.subList(0, 300));
      assertThat(inspection.states()).isEqualTo(first);
      assertThat(loaded.values().stream().mapToLong(n -> n).sum()).isEqualTo(first.size());
      send(producer, events.subList(600, 900));
      streamUntil(config, inspection, oracle(events));
    }
  }

  private static void streamUntil(
      SlateConfig config, Inspection inspection, Map<String, String> expected) {
    try (StreamJob job = new StreamJob(config, "only")) {
      job.start();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(inspection.states()).isEqualTo(expected));
    }
  }

  /** The plainest fold, in the order in which each partition got them. */
  private static Map<String, String> oracle(List<Event> events) {
    Map<String, EntityState> users = new HashMap<>();
    Map<String, EntityState> items = new HashMap<>();
    for (Event event : events) {
      if (state(users, event.userId(), CATALOG.userActivity()).apply(event)) {
        state(items, event.itemId(), CATALOG.itemActivity()).apply(event);
      }
    }
    Map<String, String> expected = new TreeMap<>();
    for (Map<String, EntityState> states : List.of(users, items)) {
      states.forEach(
          (id, state) ->
              expected.put(
                  state.view().name() + ":" + id, HexFormat.of().formatHex(state.encode())));
    }
    return expected;
  }

  private static EntityState state(Map<String, EntityState> states, String id, FeatureView view) {
    return states.computeIfAbsent(id, unknown -> EntityState.empty(view));
  }

  /** Deletes everything from the logs, as retention would. */
  private static void truncate(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (String topic : List.of(Topics.EVENTS, Topics.EVENTS_BY_ITEM)) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
      }
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach((p, end) -> all.put(p, RecordsToDelete.beforeOffset(end.offset())));
      admin.deleteRecords(all).all().get();
    }
  }

  private static void send(KafkaProducer<String, byte[]> producer, List<Event> events) {
    for (Event event : events) {
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(Topics.EVENTS, event.userId(), EventCodec.encode(event));
      record.headers().add(Lateness.BACKFILL, new byte[0]);
      producer.send(record);
    }
    producer.flush();
  }

  private static KafkaProducer<String, byte[]> producer(EmbeddedKafka kafka) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "max.in.flight.requests.per.connection",
            1),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static SlateConfig config(Path home, EmbeddedKafka kafka, EmbeddedRedis redis) {
    return ConfigReader.read(
        home.resolve("none.conf"),
        Map.of(
            "SLATE_HOME",
            home.toString(),
            "SLATE_KAFKA_BOOTSTRAP_SERVERS",
            kafka.bootstrapServers(),
            "SLATE_KAFKA_PARTITIONS",
            Integer.toString(PARTITIONS),
            "SLATE_REDIS_URI",
            redis.uri()));
  }

  /** What is in Redis. */
  private static final class Inspection implements AutoCloseable {
    private final RedisClient client;
    private final StatefulRedisConnection<byte[], byte[]> connection;

    Inspection(String uri) {
      client = RedisClient.create(uri);
      connection = client.connect(ByteArrayCodec.INSTANCE);
    }

    /** State bytes, hex, by view and id. */
    Map<String, String> states() {
      Map<String, String> states = new TreeMap<>();
      for (byte[] key : connection.sync().keys("slate:{*}:s:*")) {
        String text = new String(key, StandardCharsets.UTF_8);
        String view = text.substring(text.indexOf('{') + 1, text.indexOf('.'));
        byte[] value = connection.sync().get(key);
        if (value != null) {
          states.put(view + text.substring(text.lastIndexOf(':')), HexFormat.of().formatHex(value));
        }
      }
      return states;
    }

    void wipe() {
      connection.sync().flushall();
    }

    @Override
    public void close() {
      connection.close();
      client.shutdown();
    }
  }
}
