package dev.slate.featurestore.online;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A real Redis on a free port of the loopback, without persistence, for one test class. */
public final class TestRedis implements AutoCloseable {
  private final int port;
  private final RedisClient client;
  private final StatefulRedisConnection<String, byte[]> connection;
  private @Nullable RedisServer server;

  private TestRedis(int port, @Nullable RedisServer server) {
    this.port = port;
    this.server = server;
    client = RedisClient.create(uri());
    connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
  }

  /** Starts one. */
  public static TestRedis start() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();
      socket.close();
      return new TestRedis(port, start(port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client of a server that somebody else has started on the loopback. */
  public static TestRedis at(int port) {
    return new TestRedis(port, null);
  }

  /**
   * One at a time: a process that is forked while another thread still writes its copy of the
   * binary inherits that file open for writing, and then the copy cannot be run ("Text file busy").
   */
  private static synchronized RedisServer start(int port) throws IOException {
    RedisServer server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .build();
    server.start();
    // A killed JVM would leave the server behind; a normal exit must not.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
    return server;
  }

  private static void stop(@Nullable RedisServer server) {
    try {
      if (server != null) {
        server.stop();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** CONFIG SET. */
  public void configure(String setting, String value) {
    connection.sync().configSet(setting, value);
  }

  /** All fields of a hash, as text. */
  public Map<String, String> texts(String key) {
    Map<String, String> fields = new TreeMap<>();
    connection
        .sync()
        .hgetall(key)
        .forEach((field, value) -> fields.put(field, new String(value, StandardCharsets.UTF_8)));
    return fields;
  }

  /** CPU time of the server since it started. */
  public long cpuMillis() {
    double seconds = 0;
    for (String line : connection.sync().info("cpu").split("\r?\n")) {
      if (line.startsWith("used_cpu_sys:") || line.startsWith("used_cpu_user:")) {
        seconds += Double.parseDouble(line.substring(line.indexOf(':') + 1));
      }
    }
    return Math.round(seconds * 1_000);
  }

  /** FLUSHALL. */
  public void wipe() {
    connection.sync().flushall();
  }

  /** Stops the server; what it held is gone. */
  public void kill() {
    stop(server);
  }

  /** Starts an empty server on the same port. */
  public void revive() {
    try {
      server = start(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All keys that match a glob pattern, with their values, in order. */
  public Map<String, byte[]> dump(String pattern) {
    Map<String, byte[]> found = new TreeMap<>();
    for (String key : connection.sync().keys(pattern)) {
      found.put(key, connection.sync().get(key));
    }
    return found;
  }

  /** All fields of a hash, as hex. */
  public Map<String, byte[]> hash(byte[] key) {
    Map<String, byte[]> fields = new TreeMap<>();
    try (StatefulRedisConnection<byte[], byte[]> raw = client.connect(ByteArrayCodec.INSTANCE)) {
      raw.sync().hgetall(key).forEach((field, value) -> fields.put(hex(field), value));
    }
    return fields;
  }

  /** Sets a field of a hash; everything is hex. */
  public void putField(String key, String field, String value) {
    HexFormat hex = HexFormat.of();
    try (StatefulRedisConnection<byte[], byte[]> raw = client.connect(ByteArrayCodec.INSTANCE)) {
      raw.sync().hset(hex.parseHex(key), hex.parseHex(field), hex.parseHex(value));
    }
  }

  /** Two digits a byte. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** The stored position of a partition; null if there is none. */
  public @Nullable Position position(FeatureView view, int partition) {
    byte[] bytes =
        connection
            .sync()
            .get(new String(RedisKeys.position(view, partition), StandardCharsets.UTF_8));
    return bytes == null ? null : PositionCodec.decode(bytes);
  }

  /** Stores raw bytes, to try what others may have written. */
  public void put(String key, byte[] value) {
    connection.sync().set(key, value);
  }

  @Override
  public void close() {
    client.shutdown();
    stop(server);
  }
}
