package dev.slate.featurestore.online;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.FeatureReader;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads states and rows from Redis: all keys of a call in one {@code MGET}, answers on Netty's
 * threads.
 *
 * <p>Never blocks and never waits for a connection: while there is none, calls fail at once with a
 * {@link RedisException}, and a call that is not answered within the timeout fails then. It
 * connects in the background, also for the first time, so it may be made before Redis is there.
 * Thread-safe; callers share one pipelined connection. One server, not a cluster: keys of many
 * slots share a command.
 */
public final class RedisFeatureReader implements FeatureReader {
  private final ReaderConnection connection;
  private final RedisKeys keys;

  /**
   * @param uri such as {@code redis://:password@host:6379}
   * @param partitions {@code kafka.partitions}
   * @param timeout of one call
   */
  public RedisFeatureReader(String uri, int partitions, Duration timeout) {
    keys = new RedisKeys(partitions);
    connection = new ReaderConnection(uri, timeout);
  }

  /** Whether a call would be sent now. */
  public boolean isConnected() {
    StatefulRedisConnection<byte[], byte[]> current = connection.current();
    return current != null && current.isOpen();
  }

  @Override
  public CompletionStage<List<byte @Nullable []>> read(List<Key> wanted) {
    if (wanted.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
    for (Key key : wanted) {
      args.addKey(keys.value(key.view(), key.id()));
    }
    return mget(args);
  }

  private CompletionStage<List<byte @Nullable []>> mget(CommandArgs<byte[], byte[]> args) {
    StatefulRedisConnection<byte[], byte[]> current = connection.current();
    if (current == null) {
      return CompletableFuture.failedFuture(
          new RedisException("not connected to Redis at " + connection.address()));
    }
    AsyncCommand<byte[], byte[], List<byte @Nullable []>> command =
        new AsyncCommand<>(
            new Command<>(CommandType.MGET, new ValueListOutput<>(ByteArrayCodec.INSTANCE), args));
    current.dispatch(command);
    return command;
  }

  @Override
  public CompletionStage<Long> newestEventTimeMs(FeatureView view) {
    CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
    return switch (view.source()) {
      case BATCH ->
          mget(args.addKey(RedisKeys.newest(view))).thenApply(RedisFeatureReader::newestOfRows);
      case STREAM -> {
        for (int partition = 0; partition < keys.partitions(); partition++) {
          args.addKey(RedisKeys.position(view, partition));
        }
        yield mget(args).thenApply(RedisFeatureReader::newestOfPositions);
      }
    };
  }

  private static long newestOfRows(List<byte @Nullable []> values) {
    byte[] value = values.get(0);
    return value == null ? 0 : DecimalMs.parse(value);
  }

  private static long newestOfPositions(List<byte @Nullable []> positions) {
    long newest = 0;
    for (byte[] position : positions) {
      if (position != null) {
        newest = Math.max(newest, PositionCodec.decode(position).newestEventTimeMs());
      }
    }
    return newest;
  }

  @Override
  public void close() {
    connection.close();
  }
}
