package dev.slate.pipelines.streaming;

import dev.slate.featurestore.online.TestRedis;
import dev.slate.pipelines.local.platform.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A broker, and a Redis with an append-only file that can be damaged, behind a proxy. */
final class FirePlatform implements AutoCloseable {
  private static final int BYTES_CUT = 256 * 1024;

  final TestPlatform log;
  final FaultProxy proxy;
  private final Path redisDirectory;
  private EmbeddedRedis redis;

  FirePlatform(Path directory) {
    redisDirectory = directory.resolve("redis");
    redis = EmbeddedRedis.start(redisDirectory);
    log = new TestPlatform(directory.resolve("kafka"), TestRedis.at(redis.port()));
    proxy = new FaultProxy(redis.port());
    configure();
  }

  private void configure() {
    // A rewritten file begins with a snapshot, of which no tail can be cut.
    log.redis.configure("auto-aof-rewrite-percentage", "0");
  }

  /** What a job under test is started with: it reaches Redis through the proxy. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(log.environment());
    environment.put("SLATE_REDIS_URI", "redis://127.0.0.1:" + proxy.port());
    return environment;
  }

  /**
   * Kills Redis with -9, cuts random bytes off the end of its append-only file, and restarts it.
   *
   * @return how many bytes were cut
   */
  long crashRedis(Random random) {
    ProcessHandle.of(redis.pid()).ifPresent(ProcessHandle::destroyForcibly);
    redis.onExit().join();
    int port = redis.port();
    redis.close();
    long cut = cutTail(BYTES_CUT + random.nextInt(BYTES_CUT));
    redis = EmbeddedRedis.start(redisDirectory, port);
    configure();
    return cut;
  }

  private long cutTail(long bytes) {
    try (Stream<Path> files = Files.walk(redisDirectory)) {
      List<Path> logs = files.filter(file -> file.toString().endsWith(".aof")).sorted().toList();
      Path last = logs.get(logs.size() - 1);
      try (FileChannel file = FileChannel.open(last, StandardOpenOption.WRITE)) {
        long cut = Math.min(bytes, file.size());
        file.truncate(file.size() - cut);
        return cut;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    proxy.close();
    log.close();
    redis.close();
  }
}
