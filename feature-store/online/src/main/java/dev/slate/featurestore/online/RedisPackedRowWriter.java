package dev.slate.featurestore.online;

import static dev.slate.featurestore.online.WriterConnection.await;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.state.StateFormatException;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.featurestore.store.PackedRowWriter;
import io.lettuce.core.KeyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of batch views in Redis.
 *
 * <p>Rows are compared and written under WATCH, 500 at a time, so any number of writers may run and
 * an older row never replaces a newer one; a row of the same time does, so that a run can be
 * repeated. What is stored but cannot be read is replaced. Calls are served one after the other.
 *
 * <p>Throws {@link dev.slate.featurestore.store.PartitionStateStore.StoreUnavailableException} if
 * Redis fails; repeating the call is harmless.
 */
public final class RedisPackedRowWriter implements PackedRowWriter {
  private static final Logger LOG = LoggerFactory.getLogger(RedisPackedRowWriter.class);
  private static final int ROWS_PER_TRANSACTION = 500;

  private final WriterConnection connection;
  private final RedisKeys keys = new RedisKeys(1);

  /** Connects with the first call, not here. */
  public RedisPackedRowWriter(String uri) {
    connection = new WriterConnection(uri);
  }

  @Override
  public void write(FeatureView view, Map<String, PackedRow> rows) {
    List<Map.Entry<String, PackedRow>> all = List.copyOf(rows.entrySet());
    for (int from = 0; from < all.size(); from += ROWS_PER_TRANSACTION) {
      writeChunk(view, all.subList(from, Math.min(all.size(), from + ROWS_PER_TRANSACTION)));
    }
  }

  private void writeChunk(FeatureView view, List<Map.Entry<String, PackedRow>> rows) {
    List<byte[]> rowKeys = rows.stream().map(row -> keys.row(view, row.getKey())).toList();
    connection.transaction(
        rowKeys,
        redis -> {
          List<KeyValue<byte[], byte[]>> stored = await(redis.mget(rowKeys.toArray(byte[][]::new)));
          Map<byte[], byte[]> newer = new HashMap<>();
          for (int i = 0; i < rows.size(); i++) {
            PackedRow row = rows.get(i).getValue();
            KeyValue<byte[], byte[]> old = stored.get(i);
            if (!old.hasValue() || eventTimeMs(view, old.getValue()) <= row.eventTimeMs()) {
              newer.put(rowKeys.get(i), row.encode());
            }
          }
          if (newer.isEmpty()) {
            return null;
          }
          redis.multi();
          redis.mset(newer);
          return redis.exec();
        });
  }

  private static long eventTimeMs(FeatureView view, byte[] bytes) {
    try {
      return PackedRow.decode(bytes).eventTimeMs();
    } catch (StateFormatException e) {
      LOG.warn(
          "A stored row of {} cannot be read and is replaced: {}", view.name(), e.getMessage());
      return Long.MIN_VALUE;
    }
  }

  @Override
  public void publish(FeatureView view, long newestEventTimeMs) {
    byte[] key = RedisKeys.newest(view);
    connection.transaction(
        List.of(key),
        redis -> {
          byte[] stored = await(redis.get(key));
          if (stored != null && DecimalMs.parse(stored) >= newestEventTimeMs) {
            return null;
          }
          redis.multi();
          redis.set(key, Long.toString(newestEventTimeMs).getBytes(US_ASCII));
          return redis.exec();
        });
  }

  @Override
  public void close() {
    connection.close();
  }
}
