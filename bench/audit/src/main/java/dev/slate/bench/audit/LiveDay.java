package dev.slate.bench.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.Topics;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.audit.AuditReport;
import dev.slate.featurestore.offline.KafkaLog;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.online.RedisBatchWriter;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.pipelines.local.platform.EmbeddedKafka;
import dev.slate.pipelines.local.platform.EmbeddedRedis;
import dev.slate.pipelines.local.platform.TopicCreator;
import dev.slate.pipelines.nightly.audit.AuditStep;
import dev.slate.pipelines.nightly.step.IngestStep;
import dev.slate.pipelines.nightly.step.MaterialiseStep;
import dev.slate.pipelines.streaming.StreamJob;
import dev.slate.serving.SlateServer;
import dev.slate.training.model.registry.ModelRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.sql.SparkSession;

/**
 * A whole Slate in one process: broker, Redis, stream job, serving with a model and all of its
 * vectors logged; events flow while recommendations are asked for, so that every request reads
 * another position.
 */
final class LiveDay implements AutoCloseable {
  private static final int PARTITIONS = 4;
  private static final Pattern WRITTEN =
      Pattern.compile("slate_served_vectors_total\\{state=\"written\"\\} ([0-9.E]+)");

  private final World world = new World(1);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicBoolean flowing = new AtomicBoolean(true);
  private final EmbeddedKafka kafka;
  private final EmbeddedRedis redis;
  private final KafkaProducer<byte[], byte[]> producer;
  private final SlateConfig config;
  private final StreamJob stream;
  private final SlateServer server;
  private final Lake lake;
  private final int port;

  LiveDay(Path directory, SparkSession spark) {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    new TopicCreator(kafka.bootstrapServers()).create(PARTITIONS, 1);
    redis = EmbeddedRedis.start(directory.resolve("redis"));
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "linger.ms",
                2,
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    config = config(directory.resolve("home"));
    lake = new Lake(spark, config.paths().lake());
    stream = new StreamJob(config, null);
    stream.start();
    server = new SlateServer(config, Clock.systemUTC());
    port = server.start();
  }

  private SlateConfig config(Path home) {
    return ConfigReader.read(
        home.resolve("absent.conf"),
        Map.of(
            "SLATE_HOME",
            home.toString(),
            "SLATE_HTTP_PORT",
            "0",
            "SLATE_KAFKA_BOOTSTRAP_SERVERS",
            kafka.bootstrapServers(),
            "SLATE_KAFKA_PARTITIONS",
            Integer.toString(PARTITIONS),
            "SLATE_REDIS_URI",
            redis.uri(),
            "SLATE_STREAM_METRICS_PORT",
            "0",
            "SLATE_AUDIT_SAMPLE_RATE",
            "1",
            // The machine is busy with everything at once; only full answers are logged.
            "SLATE_SERVING_BUDGET_MS",
            "5000"));
  }

  Lake lake() {
    return lake;
  }

  SlateConfig config() {
    return config;
  }

  /** Fills catalogue, log and batch views, and publishes the model once all of it is readable. */
  void prepare(int events) {
    long nowMs = System.currentTimeMillis();
    for (Item item : World.items(nowMs)) {
      send(Topics.ITEMS, item.itemId(), CatalogCodec.encode(item));
    }
    for (int i = 0; i < events; i++) {
      send(world.next(nowMs));
    }
    producer.flush();
    ingest();
    FeatureCatalog features = FeatureCatalog.standard();
    FeastLayout layout = FeastLayout.of(config.features().feast().project(), features);
    try (RedisBatchWriter rows = new RedisBatchWriter(config.redis().uri(), layout)) {
      new MaterialiseStep(lake, rows, System.currentTimeMillis()).run();
    }
    ModelRegistry registry = new ModelRegistry(config.paths().registry());
    registry.publish(world.model());
    registry.promote(World.MODEL);
    Conditions.await("a full slate", () -> get("/v1/recommendations/u1").contains("\"full\""));
  }

  /**
   * Asks for slates of random users until as many vectors are logged, with events all the while.
   */
  void serve(long vectors) {
    Thread events = new Thread(this::flow, "events");
    events.start();
    try {
      for (int i = 0; written() < vectors; i++) {
        get("/v1/recommendations/" + World.user(i * 7 % World.USERS));
        // So that the stream moves on between two requests.
        Conditions.pause(20);
      }
    } finally {
      flowing.set(false);
    }
    try {
      events.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.flush();
  }

  private void flow() {
    while (flowing.get()) {
      for (int i = 0; i < 5; i++) {
        send(world.next(System.currentTimeMillis()));
      }
      Conditions.pause(10);
    }
  }

  AuditReport audit() {
    ingest();
    return new AuditStep(config, lake, 0, System.currentTimeMillis()).run();
  }

  private void ingest() {
    new IngestStep(lake, new KafkaLog(kafka.bootstrapServers()), config.stream().maxLateness())
        .run();
  }

  private void send(Event event) {
    byte[] json = EventCodec.encode(event);
    send(Topics.EVENTS, event.userId(), json);
    if (world.repeats()) {
      send(Topics.EVENTS, event.userId(), json);
    }
  }

  void send(String topic, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
  }

  void flush() {
    producer.flush();
  }

  private long written() {
    Matcher matcher = WRITTEN.matcher(get("/metrics"));
    return matcher.find() ? (long) Double.parseDouble(matcher.group(1)) : 0;
  }

  String get(String path) {
    return call("GET", path);
  }

  String delete(String path) {
    return call("DELETE", path);
  }

  private String call(String method, String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
    stream.close();
    producer.close();
    redis.close();
    kafka.close();
  }
}
