package dev.slate.featurestore.online;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.online.feast.FeastRow;
import dev.slate.featurestore.online.feast.FeastValue;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.featurestore.store.PackedRowWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes each row of a batch view twice: packed, which is what Slate reads fast, and in Feast's
 * layout, which is what Feast's SDKs read. Packed first, so that a reader in between does not take
 * Feast's row for a newer one. Errors and threads as of {@link RedisPackedRowWriter}.
 */
public final class RedisBatchWriter implements PackedRowWriter {
  private final RedisPackedRowWriter packed;
  private final RedisFeastWriter feast;
  private final FeastLayout layout;

  /** Connects with the first call, not here. */
  public RedisBatchWriter(String uri, FeastLayout layout) {
    this.packed = new RedisPackedRowWriter(uri);
    this.feast = new RedisFeastWriter(uri);
    this.layout = layout;
  }

  @Override
  public void write(FeatureView view, Map<String, PackedRow> rows) {
    packed.write(view, rows);
    List<FeastRow> all = new ArrayList<>(rows.size());
    rows.forEach((id, row) -> all.add(row(id, row)));
    feast.write(layout.table(view), all);
  }

  private static FeastRow row(String id, PackedRow row) {
    List<byte[]> values = new ArrayList<>(row.values().length);
    for (float value : row.values()) {
      values.add(FeastValue.nullableFloat(value));
    }
    return new FeastRow(List.of(id), Instant.ofEpochMilli(row.eventTimeMs()), values);
  }

  @Override
  public void publish(FeatureView view, long newestEventTimeMs) {
    packed.publish(view, newestEventTimeMs);
  }

  @Override
  public void close() {
    packed.close();
    feast.close();
  }
}
