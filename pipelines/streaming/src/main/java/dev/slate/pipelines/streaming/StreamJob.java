package dev.slate.pipelines.streaming;

import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.admission.EventRules;
import dev.slate.featurestore.freshness.FreshnessStore;
import dev.slate.featurestore.online.RedisFreshnessStore;
import dev.slate.featurestore.online.RedisPartitionStateStore;
import dev.slate.featurestore.store.PartitionStateStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The stream job: one {@link Lane} for users and one for items, each on a thread of its own with
 * its own connections. Several jobs share the partitions through Kafka's group protocol.
 */
public final class StreamJob implements AutoCloseable {
  private static final int MAX_POLL_RECORDS = 30_000;
  private static final int MAX_FETCH_BYTES = 4 << 20;
  // Of the heap, for each of the lanes: encoded bytes, which take about twice as much as objects.
  private static final int CACHE_SHARE = 16;
  private static final Duration STOP = Duration.ofSeconds(3);

  private final SlateConfig config;
  private final @Nullable String instance;
  private final FreshnessStore freshness;
  private final Map<Route, Lane> lanes = new EnumMap<>(Route.class);
  private final Map<Route, LaneStats> stats = new EnumMap<>(Route.class);
  private final List<Thread> threads = new ArrayList<>();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CompletableFuture<Void> failed = new CompletableFuture<>();

  /**
   * @param instance a name that no other running job has: one that is restarted under its name
   *     takes its partitions over at once; null for none, then a killed job's partitions are free
   *     after its session has timed out, in 6 s
   */
  public StreamJob(SlateConfig config, @Nullable String instance) {
    this.config = config;
    this.instance = instance;
    this.freshness = new RedisFreshnessStore(config.redis().uri(), config.kafka().partitions());
    for (Route route : Route.values()) {
      LaneStats laneStats = new LaneStats();
      stats.put(route, laneStats);
      new StreamMetrics(metrics).bind(route, laneStats, config.kafka().partitions());
      lanes.put(route, lane(route, laneStats));
    }
  }

  private Lane lane(Route route, LaneStats laneStats) {
    int partitions = config.kafka().partitions();
    PartitionStateStore store = new RedisPartitionStateStore(config.redis().uri(), partitions);
    EventReader reader =
        new EventReader(route, new EventRules(partitions, config.stream().maxLateness()));
    return new Lane(
        route,
        consumer(route),
        store,
        new Outbox(config.kafka().bootstrapServers(), route.group(), partitions),
        laneStats,
        freshness,
        (partition, position) -> {
          requirePartition(partition.partition(), partitions);
          return new OwnedPartition(
              route,
              partition.partition(),
              position,
              reader,
              store,
              laneStats,
              Runtime.getRuntime().maxMemory() / CACHE_SHARE / partitions);
        });
  }

  private static void requirePartition(int partition, int partitions) {
    if (partition >= partitions) {
      throw new InvalidConfigException(
          "slate.kafka.partitions",
          partitions,
          "the number that the topics have, more than " + partition);
    }
  }

  private Consumer<byte[], byte[]> consumer(Route route) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, route.group());
    if (instance != null) {
      settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
    }
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_FETCH_BYTES);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Starts the lanes; returns at once. */
  public void start() {
    lanes.forEach(
        (route, lane) -> {
          Thread thread = new Thread(lane, route.group());
          thread.setUncaughtExceptionHandler((t, error) -> failed.completeExceptionally(error));
          threads.add(thread);
          thread.start();
        });
  }

  /** Completes with the error that ended a lane; it does not complete otherwise. */
  public CompletableFuture<Void> failed() {
    return failed;
  }

  /** What it has done so far, for Prometheus; thread-safe. */
  PrometheusMeterRegistry metrics() {
    return metrics;
  }

  LaneStats stats(Route route) {
    LaneStats found = stats.get(route);
    if (found == null) {
      throw new IllegalArgumentException("route: " + route);
    }
    return found;
  }

  /** Stops after the batches under way, within 5 s. */
  @Override
  public void close() {
    lanes.values().forEach(Lane::stop);
    try {
      for (Thread thread : threads) {
        thread.join(STOP.toMillis());
        thread.interrupt();
      }
      for (Thread thread : threads) {
        thread.join(STOP.toMillis() / 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    freshness.close();
  }
}
