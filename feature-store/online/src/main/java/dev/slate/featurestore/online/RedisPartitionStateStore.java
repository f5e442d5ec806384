package dev.slate.featurestore.online;

import static dev.slate.featurestore.online.WriterConnection.await;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.PartitionStateStore;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The online state of stream views in Redis.
 *
 * <p>A commit watches the position, compares it, and writes states and position in one {@code
 * MULTI/EXEC}: two round trips. Whoever changes the position between the two makes EXEC fail, and
 * the comparison is made again. States and position are one {@code MSET}: of a transaction that a
 * crash tore in the append-only file, Redis keeps the whole commands that it begins with, and
 * applies them after all with the next EXEC when it is restarted once more. Nothing that was
 * written may stand before what is torn. Redis must not evict keys ({@code maxmemory-policy
 * noeviction}): a lost position heals, a single lost state cannot be seen.
 *
 * <p>Calls are served one after the other on one connection: use one store per thread.
 */
public final class RedisPartitionStateStore implements PartitionStateStore {
  private static final int KEYS_PER_SCAN = 5_000;

  private final WriterConnection connection;
  private final RedisKeys keys;

  /**
   * Connects with the first call, not here.
   *
   * @param uri such as {@code redis://:password@host:6379}
   * @param partitions {@code kafka.partitions}
   */
  public RedisPartitionStateStore(String uri, int partitions) {
    connection = new WriterConnection(uri);
    keys = new RedisKeys(partitions);
  }

  @Override
  public Position acquire(FeatureView view, int partition) {
    byte[] key = RedisKeys.position(view, partition);
    Position[] acquired = new Position[1];
    connection.transaction(
        List.of(key),
        redis -> {
          Position stored = decode(await(redis.get(key)));
          Position.requireLoaded(stored, view, partition);
          acquired[0] = Position.nextEpoch(stored, System.currentTimeMillis());
          redis.multi();
          redis.set(key, PositionCodec.encode(acquired[0]));
          return redis.exec();
        });
    return acquired[0];
  }

  @Override
  public Position beginLoad(FeatureView view, int partition) {
    byte[] key = RedisKeys.position(view, partition);
    Position[] begun = new Position[1];
    connection.transaction(
        List.of(key),
        redis -> {
          begun[0] = Position.loading(decode(await(redis.get(key))), System.currentTimeMillis());
          redis.multi();
          redis.set(key, PositionCodec.encode(begun[0]));
          return redis.exec();
        });
    // Only now: whoever wrote states until then is fenced.
    connection.call(redis -> unlinkAll(redis, keys.statesOf(view, partition)));
    return begun[0];
  }

  /** Goes through all keys of the server, which takes about a second for a million. */
  private static long unlinkAll(RedisAsyncCommands<byte[], byte[]> redis, byte[] pattern) {
    ScanArgs wanted = ScanArgs.Builder.limit(KEYS_PER_SCAN).match(pattern);
    KeyScanCursor<byte[]> cursor = await(redis.scan(wanted));
    long deleted = unlink(redis, cursor);
    while (!cursor.isFinished()) {
      cursor = await(redis.scan(cursor, wanted));
      deleted += unlink(redis, cursor);
    }
    return deleted;
  }

  private static long unlink(
      RedisAsyncCommands<byte[], byte[]> redis, KeyScanCursor<byte[]> found) {
    return found.getKeys().isEmpty()
        ? 0
        : await(redis.unlink(found.getKeys().toArray(byte[][]::new)));
  }

  @Override
  public List<byte @Nullable []> load(
      FeatureView view, int partition, Position at, List<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    byte[][] wanted = new byte[ids.size() + 1][];
    wanted[0] = RedisKeys.position(view, partition);
    for (int i = 0; i < ids.size(); i++) {
      wanted[i + 1] = keys.state(view, partition, ids.get(i));
    }
    List<KeyValue<byte[], byte[]>> found = connection.call(redis -> await(redis.mget(wanted)));
    at.requireStored(decode(found.get(0).getValueOrElse(null)), view, partition);
    List<byte @Nullable []> states = new ArrayList<>(ids.size());
    for (KeyValue<byte[], byte[]> value : found.subList(1, found.size())) {
      states.add(value.getValueOrElse(null));
    }
    return states;
  }

  @Override
  public void commit(
      FeatureView view,
      int partition,
      Position from,
      Position to,
      Map<String, byte @Nullable []> states) {
    byte[] key = RedisKeys.position(view, partition);
    Map<byte[], byte[]> written = written(view, partition, states);
    written.put(key, PositionCodec.encode(to));
    byte[][] deleted = deleted(view, partition, states);
    connection.transaction(
        List.of(key),
        redis -> {
          if (!from.mustWrite(to, decode(await(redis.get(key))), view, partition)) {
            return null;
          }
          redis.multi();
          if (deleted.length > 0) {
            redis.unlink(deleted);
          }
          redis.mset(written);
          return redis.exec();
        });
  }

  private Map<byte[], byte[]> written(
      FeatureView view, int partition, Map<String, byte @Nullable []> states) {
    // By identity, which is right and cheap: no id comes twice.
    Map<byte[], byte[]> written = new IdentityHashMap<>(states.size() + 1);
    for (Map.Entry<String, byte @Nullable []> state : states.entrySet()) {
      byte[] bytes = state.getValue();
      if (bytes != null) {
        written.put(keys.state(view, partition, state.getKey()), bytes);
      }
    }
    return written;
  }

  private byte[][] deleted(FeatureView view, int partition, Map<String, byte @Nullable []> states) {
    return states.entrySet().stream()
        .filter(state -> state.getValue() == null)
        .map(state -> keys.state(view, partition, state.getKey()))
        .toArray(byte[][]::new);
  }

  private static @Nullable Position decode(byte @Nullable [] bytes) {
    return bytes == null ? null : PositionCodec.decode(bytes);
  }

  @Override
  public void close() {
    connection.close();
  }
}
