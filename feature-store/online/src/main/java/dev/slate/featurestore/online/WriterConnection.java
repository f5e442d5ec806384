package dev.slate.featurestore.online;

import dev.slate.featurestore.store.PartitionStateStore.StoreUnavailableException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one writer, for {@code WATCH ... EXEC}.
 *
 * <p>It never reconnects by itself: a client that reconnects also repeats the commands that were
 * under way, and outside their transaction. After any failure the connection is dropped, and with
 * it what it watched and queued; the next call opens a fresh one. One call at a time.
 */
final class WriterConnection implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 16;

  private final RedisClient client;
  private final String address;
  private @Nullable StatefulRedisConnection<byte[], byte[]> connection;

  WriterConnection(String uri) {
    RedisURI parsed = RedisURI.create(uri);
    parsed.setTimeout(TIMEOUT);
    address = parsed.getHost() + ":" + parsed.getPort();
    client = RedisClient.create(parsed);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .socketOptions(
                SocketOptions.builder()
                    .connectTimeout(Duration.ofSeconds(2))
                    .tcpNoDelay(true)
                    .build())
            .build());
  }

  /** What one attempt of a transaction decided. */
  interface Attempt {
    /**
     * Reads under WATCH and, if there is something to write, queues it and returns EXEC's future.
     *
     * @return null if there is nothing to write
     */
    @Nullable RedisFuture<TransactionResult> run(RedisAsyncCommands<byte[], byte[]> redis);
  }

  /**
   * Watches keys and runs an attempt until its EXEC is not discarded.
   *
   * @throws StoreUnavailableException if Redis fails, or if others change the keys each time
   */
  synchronized void transaction(List<byte[]> watched, Attempt attempt) {
    call(
        redis -> {
          for (int i = 0; i < ATTEMPTS; i++) {
            // Not awaited: the attempt's own read is answered after it.
            RedisFuture<String> watch = redis.watch(watched.toArray(byte[][]::new));
            RedisFuture<TransactionResult> exec = attempt.run(redis);
            await(watch);
            if (exec == null) {
              await(redis.unwatch());
              return true;
            }
            TransactionResult result = await(exec);
            if (!result.wasDiscarded()) {
              requireSuccess(result);
              return true;
            }
          }
          throw new RedisException("EXEC discarded " + ATTEMPTS + " times");
        });
  }

  private static void requireSuccess(TransactionResult result) {
    for (Object answer : result) {
      if (answer instanceof Throwable failure) {
        throw new RedisException("a command of the transaction failed", failure);
      }
    }
  }

  /**
   * Runs commands on a live connection.
   *
   * @throws StoreUnavailableException if Redis cannot be reached, answers with an error or too late
   */
  synchronized <T> T call(Function<RedisAsyncCommands<byte[], byte[]>, T> commands) {
    boolean completed = false;
    try {
      T result = commands.apply(open().async());
      completed = true;
      return result;
    } catch (RedisException e) {
      throw new StoreUnavailableException("Redis at " + address + ": " + e.getMessage(), e);
    } finally {
      if (!completed) {
        drop();
      }
    }
  }

  static <T> T await(RedisFuture<T> future) {
    return LettuceFutures.awaitOrCancel(
        future, TIMEOUT.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  private StatefulRedisConnection<byte[], byte[]> open() {
    StatefulRedisConnection<byte[], byte[]> current = connection;
    if (current == null || !current.isOpen()) {
      drop();
      current = client.connect(ByteArrayCodec.INSTANCE);
      connection = current;
    }
    return current;
  }

  private void drop() {
    if (connection != null) {
      connection.closeAsync();
      connection = null;
    }
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
  }
}
