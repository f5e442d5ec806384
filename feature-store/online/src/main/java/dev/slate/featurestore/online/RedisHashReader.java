package dev.slate.featurestore.online;

import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of hashes, many hashes in one round trip. Never blocks, fails as {@link
 * RedisValueReader} does; thread-safe.
 */
public final class RedisHashReader implements AutoCloseable {
  private final ReaderConnection connection;

  /** Connects in the background. */
  public RedisHashReader(String uri, Duration timeout) {
    connection = new ReaderConnection(uri, timeout);
  }

  /** Whether a call would be sent now. */
  public boolean isConnected() {
    StatefulRedisConnection<byte[], byte[]> current = connection.current();
    return current != null && current.isOpen();
  }

  /** For each key the values of the fields, in their orders; null where there is nothing. */
  public CompletionStage<List<List<byte @Nullable []>>> read(
      List<byte[]> keys, List<byte[]> fields) {
    if (keys.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    ReadBatch batch = new ReadBatch();
    List<CompletableFuture<List<byte @Nullable []>>> rows = new ArrayList<>(keys.size());
    keys.forEach(key -> rows.add(batch.hmget(key, fields)));
    return batch
        .send(connection)
        .thenApply(
            sent -> {
              List<List<byte @Nullable []>> values = new ArrayList<>(rows.size());
              rows.forEach(row -> values.add(row.join()));
              return values;
            });
  }

  @Override
  public void close() {
    connection.close();
  }
}
