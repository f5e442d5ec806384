package dev.slate.pipelines.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.data.Topics;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Click;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.EventHeader;
import dev.slate.data.world.World;
import dev.slate.data.world.WorldSpec;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.LakeTable;
import dev.slate.featurestore.offline.Materialisations;
import dev.slate.featurestore.offline.SparkTestSession;
import dev.slate.featurestore.online.RedisPackedRowWriter;
import dev.slate.featurestore.online.RedisValueReader;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.featurestore.store.ValueReader;
import dev.slate.pipelines.local.platform.EmbeddedKafka;
import dev.slate.pipelines.local.platform.EmbeddedRedis;
import dev.slate.pipelines.local.platform.TopicCreator;
import dev.slate.pipelines.nightly.run.Ledger;
import dev.slate.pipelines.nightly.run.LineProgress;
import dev.slate.pipelines.nightly.run.Run;
import dev.slate.pipelines.nightly.run.RunTopic;
import dev.slate.pipelines.nightly.run.Status;
import dev.slate.pipelines.nightly.run.StepRecord;
import dev.slate.pipelines.nightly.run.StepRunner;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.model.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole nights of a small world, through a real broker and a real Redis. */
class NightlyRunTest {
  private static final LocalDate DATE = LocalDate.of(2026, 11, 20);
  private static final int POISON = 3_000;
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES) // 40 s alone; a busy machine may take its time
  void run_goodThenPoisonedThenForced_onlyAPersonLetsPoisonPass(@TempDir Path home)
      throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(home.resolve("kafka"));
        EmbeddedRedis redis = EmbeddedRedis.start(home.resolve("redis"))) {
      new TopicCreator(kafka.bootstrapServers()).create(2, 1);
      SlateConfig config = config(home, kafka, redis);
      Dataset world = world();
      send(kafka, world);

      Run first = run(config, Optional.empty());

      assertThat(first.reason()).isNull();
      assertThat(first.status()).isEqualTo(Status.SUCCEEDED);
      assertThat(first.steps()).extracting(StepRecord::name).isEqualTo(NightlyRun.STEPS);
      assertPublished(config, first, world);
      assertMaterialised(config, world);
      assertRecorded(config, first);

      poison(kafka);
      Run refused = run(config, Optional.empty());

      assertThat(refused.status()).isEqualTo(Status.REFUSED);
      assertThat(refused.reason()).contains("unknown-items");
      assertThat(registry(config).champion()).isEqualTo(Optional.ofNullable(first.model()));

      Run forced = run(config, Optional.of("looked at it"));

      assertThat(forced.status()).isEqualTo(Status.SUCCEEDED);
      assertThat(forced.reason()).startsWith("overridden by a person (looked at it): unknown");
      assertThat(registry(config).champion()).contains("2026-11-20-2");
      Lake lake = new Lake(SparkTestSession.get(), config.paths().lake());
      assertThat(lake.read(LakeTable.EVENTS).count()).isEqualTo(world.events().size() + POISON);
      assertTold(kafka, List.of(first, refused, forced));
    }
  }

  private static Dataset world() {
    long nowMs = System.currentTimeMillis();
    return World.generate(new WorldSpec(7, 120, 60, 30, nowMs, 8)).history();
  }

  private static Run run(SlateConfig config, Optional<String> override) {
    try (Ledger ledger = new Ledger(config.ledger());
        RunTopic topic = new RunTopic(config.kafka().bootstrapServers());
        RedisPackedRowWriter rows = new RedisPackedRowWriter(config.redis().uri())) {
      Run begun = ledger.begin(DATE, System.currentTimeMillis());
      StepRunner runner =
          new StepRunner(
              ledger, topic, new LineProgress(System.out), System::currentTimeMillis, begun);
      Lake lake = new Lake(SparkTestSession.get(), config.paths().lake());
      Run ended = new NightlyRun(config, lake, registry(config), rows, runner).run(override);
      System.out.println(Report.of(ended));
      assertThat(ledger.last(DATE)).contains(ended);
      return ended;
    }
  }

  private static void assertPublished(SlateConfig config, Run run, Dataset world) throws Exception {
    assertThat(registry(config).champion()).contains("2026-11-20-1");
    ModelBundle bundle = registry(config).load("2026-11-20-1", CATALOG.fingerprint());
    assertThat(bundle.items().size()).isEqualTo(world.items().size());
    assertThat(bundle.manifest().data()).containsEntry("events", (long) world.events().size());
    assertThat(bundle.manifest().metrics()).containsKeys("popularity", "als", "pipeline");
    assertThat(run.evaluation()).extracting(s -> s.model()).contains("popularity", "pipeline");
  }

  private static void assertMaterialised(SlateConfig config, Dataset world) throws Exception {
    String item = world.events().get(0).itemId();
    try (RedisValueReader reader =
        new RedisValueReader(config.redis().uri(), 2, Duration.ofSeconds(5))) {
      // The reader connects in the background and says so until it has.
      await().ignoreExceptions().until(() -> newest(reader) > 0);
      List<ValueReader.Stored> rows =
          reader
              .read(List.of(new ValueReader.Key(CATALOG.itemLongterm(), item)))
              .toCompletableFuture()
              .get();
      PackedRow row = PackedRow.decode(Objects.requireNonNull(rows.get(0).bytes()));
      assertThat(row.fingerprint()).isEqualTo(PackedRow.shortFingerprint(CATALOG.fingerprint()));
      assertThat(row.values()[0]).isPositive();
      long newest = world.events().stream().mapToLong(e -> e.eventTimeMs()).max().orElse(0);
      assertThat(newest(reader)).isEqualTo(newest);
    }
  }

  /** Who was computed from what, and what was done to the lake. */
  private static void assertRecorded(SlateConfig config, Run run) {
    Lake lake = new Lake(SparkTestSession.get(), config.paths().lake());
    assertThat(new Materialisations(lake).of("item_longterm", run.startedMs()))
        .hasValueSatisfying(
            entry -> {
              assertThat(entry.rows()).isPositive();
              assertThat(entry.eventsVersion())
                  .isEqualTo(registry(config).list().get(0).data().get("events.version"));
              assertThat(entry.fingerprint()).isEqualTo(CATALOG.fingerprint());
            });
    assertThat(run.step("maintain").orElseThrow().detail())
        .contains("kept: events from version 0, items from version 0");
  }

  private static long newest(RedisValueReader reader) throws Exception {
    return reader.newestEventTimeMs(CATALOG.itemLongterm()).toCompletableFuture().get();
  }

  /** Every transition is there, in order, and the last says how each run ended. */
  private static void assertTold(EmbeddedKafka kafka, List<Run> runs) throws Exception {
    List<JsonNode> told = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(Topics.RUNS, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          told.add(new ObjectMapper().readTree(record.value()));
        }
      }
    }
    for (Run run : runs) {
      List<String> statuses =
          told.stream()
              .filter(json -> json.path("runId").asText().equals(run.runId()))
              .map(json -> json.path("status").asText())
              .toList();
      assertThat(statuses).startsWith("running").endsWith(run.status().label());
      assertThat(statuses.subList(0, statuses.size() - 1)).containsOnly("running");
    }
  }

  private static void send(EmbeddedKafka kafka, Dataset world) {
    try (KafkaProducer<String, byte[]> producer = producer(kafka)) {
      world.events().forEach(e -> send(producer, Topics.EVENTS, e.userId(), EventCodec.encode(e)));
      world.items().forEach(i -> send(producer, Topics.ITEMS, i.itemId(), CatalogCodec.encode(i)));
      world.users().forEach(u -> send(producer, Topics.USERS, u.userId(), CatalogCodec.encode(u)));
    }
  }

  /** One robot that clicks items nobody has heard of. */
  private static void poison(EmbeddedKafka kafka) {
    long nowMs = System.currentTimeMillis();
    try (KafkaProducer<String, byte[]> producer = producer(kafka)) {
      for (int i = 0; i < POISON; i++) {
        EventHeader header =
            new EventHeader("p" + i, "robot", "nothing-" + i % 10, nowMs - i * 1_000L);
        send(producer, Topics.EVENTS, "robot", EventCodec.encode(new Click(header)));
      }
    }
  }

  private static void send(
      KafkaProducer<String, byte[]> producer, String topic, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic, key, value));
  }

  private static KafkaProducer<String, byte[]> producer(EmbeddedKafka kafka) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "linger.ms",
            5,
            "max.in.flight.requests.per.connection",
            1),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static ModelRegistry registry(SlateConfig config) {
    return new ModelRegistry(config.paths().registry());
  }

  private static SlateConfig config(Path home, EmbeddedKafka kafka, EmbeddedRedis redis) {
    return ConfigReader.read(
        home.resolve("none.conf"),
        Map.ofEntries(
            Map.entry("SLATE_HOME", home.toString()),
            Map.entry("SLATE_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()),
            Map.entry("SLATE_KAFKA_PARTITIONS", "2"),
            Map.entry("SLATE_REDIS_URI", redis.uri()),
            Map.entry("SLATE_TRAIN_ALS_RANK", "8"),
            Map.entry("SLATE_TRAIN_ALS_ITERATIONS", "3"),
            Map.entry("SLATE_TRAIN_TWO_TOWER_DIM", "8"),
            Map.entry("SLATE_TRAIN_TWO_TOWER_EPOCHS", "2"),
            Map.entry("SLATE_TRAIN_RANKER_TREES", "8"),
            Map.entry("SLATE_TRAIN_RANKER_DEPTH", "3")));
  }
}
