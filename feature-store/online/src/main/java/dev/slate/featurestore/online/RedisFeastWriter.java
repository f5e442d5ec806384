package dev.slate.featurestore.online;

import dev.slate.featurestore.online.feast.FeastRow;
import dev.slate.featurestore.online.feast.FeastTable;
import dev.slate.featurestore.online.feast.FeastValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes rows in Feast's layout.
 *
 * <p>Event times are compared and rows written under WATCH, 200 at a time, so that an older row
 * never replaces a newer one, whoever writes; of equal times the later written wins, so that a run
 * can be repeated. Of several rows of one entity in a call the newest wins, in whatever order they
 * come (Feast's issue 5163). No script runs in Redis. Calls are served one after the other.
 *
 * <p>Throws {@link dev.slate.featurestore.store.PartitionStateStore.StoreUnavailableException} if
 * Redis fails; repeating the call is harmless.
 */
public final class RedisFeastWriter implements AutoCloseable {
  private static final int ROWS_PER_TRANSACTION = 200;

  private final WriterConnection connection;

  /** Connects with the first call, not here. */
  public RedisFeastWriter(String uri) {
    connection = new WriterConnection(uri);
  }

  /** Writes rows of one view. */
  public void write(FeastTable table, List<FeastRow> rows) {
    List<Map.Entry<byte[], FeastRow>> newest = newest(table, rows);
    for (int from = 0; from < newest.size(); from += ROWS_PER_TRANSACTION) {
      int until = Math.min(newest.size(), from + ROWS_PER_TRANSACTION);
      writeChunk(table, newest.subList(from, until));
    }
  }

  private static List<Map.Entry<byte[], FeastRow>> newest(FeastTable table, List<FeastRow> rows) {
    Map<ByteBuffer, FeastRow> newest = new LinkedHashMap<>();
    for (FeastRow row : rows) {
      newest.merge(
          ByteBuffer.wrap(table.key().of(row.key())),
          row,
          (a, b) -> b.eventTime().isBefore(a.eventTime()) ? a : b);
    }
    List<Map.Entry<byte[], FeastRow>> list = new ArrayList<>(newest.size());
    newest.forEach((key, row) -> list.add(Map.entry(key.array(), row)));
    return list;
  }

  private void writeChunk(FeastTable table, List<Map.Entry<byte[], FeastRow>> rows) {
    List<byte[]> keys = rows.stream().map(Map.Entry::getKey).toList();
    connection.transaction(
        keys,
        redis -> {
          List<Instant> stored = eventTimes(redis, table, keys);
          List<Map.Entry<byte[], FeastRow>> due = new ArrayList<>();
          for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).getValue().eventTime().isBefore(stored.get(i))) {
              due.add(rows.get(i));
            }
          }
          if (due.isEmpty()) {
            return null;
          }
          redis.multi();
          due.forEach(row -> redis.hset(row.getKey(), fields(table, row.getValue())));
          return redis.exec();
        });
  }

  private static List<Instant> eventTimes(
      RedisAsyncCommands<byte[], byte[]> redis, FeastTable table, List<byte[]> keys) {
    List<RedisFuture<byte[]>> asked =
        keys.stream().map(key -> redis.hget(key, table.timestampField())).toList();
    List<Instant> times = new ArrayList<>(keys.size());
    for (RedisFuture<byte[]> answer : asked) {
      byte[] bytes = WriterConnection.await(answer);
      times.add(bytes == null ? Instant.MIN : FeastValue.readTimestamp(bytes));
    }
    return times;
  }

  private static Map<byte[], byte[]> fields(FeastTable table, FeastRow row) {
    // Arrays as keys compare by identity, which is right: the table has each field once.
    Map<byte[], byte[]> fields = new HashMap<>();
    fields.put(table.timestampField(), FeastValue.timestamp(row.eventTime()));
    for (int i = 0; i < table.fields().size(); i++) {
      fields.put(table.fields().get(i), row.values().get(i));
    }
    return fields;
  }

  @Override
  public void close() {
    connection.close();
  }
}
