package dev.slate.bench.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.Topics;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.config.ConfigReader;
import dev.slate.data.event.Click;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.EventHeader;
import dev.slate.pipelines.local.platform.EmbeddedRedis;
import dev.slate.pipelines.local.platform.Ports;
import dev.slate.pipelines.local.platform.TopicCreator;
import dev.slate.pipelines.streaming.StreamJob;
import dev.slate.serving.topic.Producers;
import dev.slate.serving.topic.TopicWriter;
import dev.slate.training.model.registry.ModelRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;

/**
 * A whole Slate: Kafka, Redis and serving as processes, the stream job in this one, a catalogue,
 * users who did something, and two models. Serving reaches Redis over a {@link FaultyLink}.
 */
final class ChaosWorld implements AutoCloseable {
  static final int USERS = 500;
  private static final int ITEMS = 2_000;
  private static final int CATEGORIES = 20;
  private static final int EVENTS_PER_USER = 20;
  private static final int PARTITIONS = 2;
  // So that what is resident can be compared, see Memory.
  private static final List<String> MEASURED =
      List.of("-Xms768m", "-XX:+AlwaysPreTouch", "-XX:NativeMemoryTracking=summary");

  private final Path home;
  private final int kafkaPort = Ports.free();
  private final int redisPort = Ports.free();
  private final FaultyLink link = new FaultyLink(redisPort);
  private final StreamJob stream;
  private ChildProcess kafka;
  private EmbeddedRedis redis;
  private ChildProcess serving;

  /**
   * Starts all of it.
   *
   * @param home empty
   * @param settings of serving, as environment variables
   */
  ChaosWorld(Path home, Map<String, String> settings) {
    this.home = home;
    kafka = broker();
    new TopicCreator(bootstrap()).create(PARTITIONS, 1);
    redis = EmbeddedRedis.start(home.resolve("redis"), redisPort);
    List<Item> items = items();
    ModelRegistry registry = new ModelRegistry(registry());
    for (int version = 1; version <= 2; version++) {
      registry.publish(ChaosModel.of(items, CATEGORIES, "2026-11-20-" + version, version));
      registry.promote("2026-11-20-" + version);
    }
    fill(items);
    stream = new StreamJob(ConfigReader.read(home.resolve("none"), environment(redisPort)), null);
    stream.start();
    Map<String, String> served = environment(link.port());
    served.putAll(settings);
    serving = ChildProcess.start(ServerMain.class, MEASURED, home.resolve("serving.log"), served);
  }

  private ChildProcess broker() {
    return ChildProcess.start(
        BrokerMain.class,
        List.of(),
        home.resolve("kafka.log"),
        Map.of(),
        home.resolve("kafka").toString(),
        Integer.toString(kafkaPort));
  }

  private String bootstrap() {
    return "127.0.0.1:" + kafkaPort;
  }

  private Map<String, String> environment(int redisAt) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SLATE_HOME", home.toString());
    environment.put("SLATE_HTTP_PORT", "0");
    environment.put("SLATE_FEATURES_PORT", "0");
    environment.put("SLATE_STREAM_METRICS_PORT", "0");
    environment.put("SLATE_KAFKA_BOOTSTRAP_SERVERS", bootstrap());
    environment.put("SLATE_KAFKA_PARTITIONS", Integer.toString(PARTITIONS));
    environment.put("SLATE_REDIS_URI", "redis://127.0.0.1:" + redisAt);
    return environment;
  }

  private static List<Item> items() {
    List<Item> items = new ArrayList<>(ITEMS);
    for (int i = 0; i < ITEMS; i++) {
      items.add(
          new Item(
              "i" + i,
              "Title of item " + i,
              List.of("category-" + i % CATEGORIES),
              1_700_000_000_000L + i,
              true,
              Map.of()));
    }
    return items;
  }

  static String user(int number) {
    return "u" + number;
  }

  private void fill(List<Item> items) {
    SplittableRandom random = new SplittableRandom(3);
    long begin = System.currentTimeMillis() - 3_600_000;
    try (Producer<String, byte[]> producer = Producers.create(bootstrap())) {
      List<CompletableFuture<Void>> sent = new ArrayList<>();
      TopicWriter catalogue = new TopicWriter(producer, Topics.ITEMS);
      for (Item item : items) {
        sent.add(catalogue.send(item.itemId(), CatalogCodec.encode(item)));
      }
      TopicWriter events = new TopicWriter(producer, Topics.EVENTS);
      for (int i = 0; i < USERS * EVENTS_PER_USER; i++) {
        int user = i % USERS;
        int item = user % CATEGORIES + CATEGORIES * random.nextInt(ITEMS / CATEGORIES);
        Click click = new Click(new EventHeader("e" + i, user(user), "i" + item, begin + i));
        sent.add(events.send(user(user), EventCodec.encode(click)));
      }
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
    }
  }

  /** Where requests go. */
  int port() {
    return Integer.parseInt(serving.said());
  }

  /** Exposures of a state, as serving counts them. */
  double exposures(String state) {
    try (InputStream in =
        URI.create("http://127.0.0.1:" + port() + "/metrics").toURL().openStream()) {
      String name = "slate_exposures_total{state=\"" + state + "\"} ";
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.startsWith(name))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ChildProcess serving() {
    return serving;
  }

  FaultyLink link() {
    return link;
  }

  Path registry() {
    return home.resolve("registry");
  }

  void killRedis() {
    ProcessHandle.of(redis.pid()).ifPresent(ProcessHandle::destroyForcibly);
    redis.onExit().join();
  }

  void startRedis() {
    redis = EmbeddedRedis.start(home.resolve("redis"), redisPort);
  }

  /** Everything in Redis is gone. */
  void wipeRedis() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
      socket.getOutputStream().write("FLUSHALL\r\n".getBytes(US_ASCII));
      socket.getOutputStream().flush();
      if (socket.getInputStream().read() != '+') {
        throw new IllegalStateException("Redis was not wiped");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void killKafka() {
    kafka.kill();
  }

  void startKafka() {
    kafka = broker();
  }

  /** Moves the registry out of the way, or back. */
  static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Objects.requireNonNull(serving).close();
    stream.close();
    link.close();
    redis.close();
    kafka.close();
  }
}
