package dev.slate.featurestore.online;

import dev.slate.data.Partitioning;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.featurestore.store.ValueReader;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.CommandArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads states and rows from Redis: all keys of a call in one {@code MGET}, one round trip, answers
 * on Netty's threads.
 *
 * <p>Never blocks and never waits for a connection: while there is none, calls fail at once with a
 * {@link io.lettuce.core.RedisException}, and a call that is not answered within the timeout fails
 * then. It connects in the background, also for the first time, so it may be made before Redis is
 * there. Thread-safe; callers share one pipelined connection. One server, not a cluster: keys of
 * many slots share a command.
 */
public final class RedisValueReader implements ValueReader {
  private final ReaderConnection connection;
  private final RedisKeys keys;
  private final @Nullable FeastOverlay feast;

  private RedisValueReader(
      String uri, int partitions, Duration timeout, @Nullable FeastLayout layout) {
    keys = new RedisKeys(partitions);
    connection = new ReaderConnection(uri, timeout);
    feast = layout == null ? null : new FeastOverlay(layout, connection);
  }

  /**
   * Reads what Slate writes.
   *
   * @param uri such as {@code redis://:password@host:6379}
   * @param partitions {@code kafka.partitions}
   * @param timeout of one call
   */
  public RedisValueReader(String uri, int partitions, Duration timeout) {
    this(uri, partitions, timeout, null);
  }

  /** Reads what Slate writes, and of batch views also what Feast's SDKs wrote since. */
  public static RedisValueReader withFeast(
      String uri, int partitions, Duration timeout, FeastLayout layout) {
    return new RedisValueReader(uri, partitions, timeout, layout);
  }

  /** Whether a call would be sent now. */
  public boolean isConnected() {
    StatefulRedisConnection<byte[], byte[]> current = connection.current();
    return current != null && current.isOpen();
  }

  @Override
  public CompletionStage<List<Stored>> read(List<Key> wanted) {
    if (wanted.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    CommandArgs<byte[], byte[]> args = ReadBatch.arguments();
    for (Key key : wanted) {
      args.addKey(keys.value(key.view(), key.id()));
    }
    // One command is one instant: state and position belong together.
    Map<Partition, Integer> positions = partitionsOf(wanted);
    positions.keySet().forEach(p -> args.addKey(RedisKeys.position(p.view(), p.number())));
    ReadBatch batch = new ReadBatch();
    CompletableFuture<List<byte @Nullable []>> values = batch.mget(args);
    if (feast == null) {
      return batch.send(connection).thenApply(sent -> stored(wanted, positions, values.join()));
    }
    FeastOverlay.Asked asked = feast.ask(wanted, batch);
    return batch
        .send(connection)
        .thenCompose(
            sent -> feast.replace(wanted, stored(wanted, positions, values.join()), asked));
  }

  private record Partition(FeatureView view, int number) {}

  /** The partitions of the stream views, numbered in the order of their positions. */
  private Map<Partition, Integer> partitionsOf(List<Key> wanted) {
    Map<Partition, Integer> positions = new LinkedHashMap<>();
    for (Key key : wanted) {
      if (key.view().source() == FeatureView.Source.STREAM) {
        positions.putIfAbsent(partitionOf(key), positions.size());
      }
    }
    return positions;
  }

  private Partition partitionOf(Key key) {
    return new Partition(key.view(), Partitioning.of(key.id(), keys.partitions()));
  }

  private List<Stored> stored(
      List<Key> wanted, Map<Partition, Integer> positions, List<byte @Nullable []> values) {
    List<@Nullable Position> decoded = new ArrayList<>(positions.size());
    for (byte[] bytes : values.subList(wanted.size(), values.size())) {
      decoded.add(bytes == null ? null : PositionCodec.decode(bytes));
    }
    List<Stored> stored = new ArrayList<>(wanted.size());
    for (int i = 0; i < wanted.size(); i++) {
      Integer position =
          wanted.get(i).view().source() == FeatureView.Source.STREAM
              ? positions.get(partitionOf(wanted.get(i)))
              : null;
      stored.add(new Stored(values.get(i), position == null ? null : decoded.get(position)));
    }
    return stored;
  }

  private CompletionStage<List<byte @Nullable []>> mget(CommandArgs<byte[], byte[]> args) {
    ReadBatch batch = new ReadBatch();
    CompletableFuture<List<byte @Nullable []>> values = batch.mget(args);
    return batch.send(connection).thenCompose(sent -> values);
  }

  @Override
  public CompletionStage<Long> newestEventTimeMs(FeatureView view) {
    CommandArgs<byte[], byte[]> args = ReadBatch.arguments();
    return switch (view.source()) {
      case BATCH ->
          mget(args.addKey(RedisKeys.newest(view))).thenApply(RedisValueReader::newestOfRows);
      case STREAM -> {
        for (int partition = 0; partition < keys.partitions(); partition++) {
          args.addKey(RedisKeys.position(view, partition));
        }
        yield mget(args).thenApply(RedisValueReader::newestOfPositions);
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
