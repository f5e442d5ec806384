package dev.slate.featurestore.server;

import static org.awaitility.Awaitility.await;

import dev.slate.data.Partitioning;
import dev.slate.data.access.KeyRing;
import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.online.RedisBatchWriter;
import dev.slate.featurestore.online.RedisPartitionStateStore;
import dev.slate.featurestore.online.RedisValueReader;
import dev.slate.featurestore.online.TestRedis;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.store.Coverage;
import dev.slate.featurestore.store.DirectFeatureReader;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** A feature server on a free port with a Redis of its own, whose clock stands still. */
public final class TestFeatureServer implements AutoCloseable {
  public static final int PARTITIONS = 4;

  private final FeatureCatalog catalog;
  private final FeastLayout layout;
  private final TestRedis redis = TestRedis.start();
  private final RedisValueReader values;
  private final DirectFeatureReader reader;
  private final FeatureServices services;
  private final FeatureServer server;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final int port;

  /**
   * @param registry of Feast; empty for none
   */
  public TestFeatureServer(FeatureCatalog catalog, String registry, long nowMs) {
    this.catalog = catalog;
    layout = FeastLayout.of("slate", catalog);
    SlateConfig config =
        ConfigReader.read(
            Path.of("absent.conf"),
            Map.of(
                "SLATE_REDIS_URI",
                redis.uri(),
                "SLATE_FEATURES_PORT",
                "0",
                "SLATE_FEATURES_FEAST_REGISTRY",
                registry));
    values = RedisValueReader.withFeast(redis.uri(), PARTITIONS, Duration.ofSeconds(2), layout);
    reader = new DirectFeatureReader(values, catalog, values::isConnected);
    await().until(values::isConnected);
    Clock clock = Clock.fixed(Instant.ofEpochMilli(nowMs), ZoneOffset.UTC);
    services = new FeatureServices(config, catalog, reader, meters, clock);
    KeyRing keys = new KeyRing(config.access().keys());
    server =
        new FeatureServer(
            config.features(), services, keys, new KeyGate(keys, config.access()), meters);
    port = server.start();
  }

  public int port() {
    return port;
  }

  public TestRedis redis() {
    return redis;
  }

  /** What the server reads from. */
  public FeatureReader reader() {
    return reader;
  }

  String metrics() {
    return meters.scrape();
  }

  /** Stores the state of an entity, with a coverage that says nothing is missing until a time. */
  public void put(FeatureView view, String id, EntityState state, long untilMs) {
    int partition = Partitioning.of(id, PARTITIONS);
    try (RedisPartitionStateStore states = new RedisPartitionStateStore(redis.uri(), PARTITIONS)) {
      Position from = states.acquire(view, partition);
      Position to =
          new Position(
              from.epoch(),
              from.offset() + 1,
              Map.of(),
              state.newestEventTimeMs(),
              new Coverage(0, untilMs, 0));
      states.commit(view, partition, from, to, Map.of(id, state.encode()));
    }
  }

  /** Stores the row of an entity. */
  public void put(FeatureView view, String id, long eventTimeMs, float[] row) {
    try (RedisBatchWriter rows = new RedisBatchWriter(redis.uri(), layout)) {
      rows.write(view, Map.of(id, new PackedRow(layout.fingerprint(), eventTimeMs, row)));
      rows.publish(view, eventTimeMs);
    }
  }

  public FeatureCatalog catalog() {
    return catalog;
  }

  @Override
  public void close() {
    server.close();
    services.close();
    reader.close();
    redis.close();
  }
}
