package dev.slate.pipelines.streaming;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slate.featurestore.online.TestRedis;
import dev.slate.pipelines.local.platform.EmbeddedRedis;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A broker, and a Redis with an append-only file that can be damaged, behind a proxy. */
final class FirePlatform implements AutoCloseable {
  private static final int BYTES_CUT = 256 * 1024;
  private static final String EXEC = "\r\n$4\r\nEXEC\r\n";

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
   */
  Cut crashRedis(Random random) {
    ProcessHandle.of(redis.pid()).ifPresent(ProcessHandle::destroyForcibly);
    redis.onExit().join();
    int port = redis.port();
    redis.close();
    Cut cut = cutTail(BYTES_CUT + random.nextInt(BYTES_CUT));
    redis = EmbeddedRedis.start(redisDirectory, port);
    configure();
    return cut;
  }

  /**
   * What a crash took.
   *
   * @param commits transactions that have lost at least their end
   */
  record Cut(long bytes, int commits) {}

  private Cut cutTail(int bytes) {
    try (Stream<Path> files = Files.walk(redisDirectory)) {
      List<Path> logs = files.filter(file -> file.toString().endsWith(".aof")).sorted().toList();
      Path last = logs.get(logs.size() - 1);
      try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
        byte[] tail = new byte[(int) Math.min(bytes, file.length())];
        long kept = file.length() - tail.length;
        file.seek(kept);
        file.readFully(tail);
        file.setLength(kept);
        return new Cut(
            tail.length, new String(tail, ISO_8859_1).split(Pattern.quote(EXEC), -1).length - 1);
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
