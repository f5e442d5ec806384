package dev.slate.featurestore.server;

import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.online.RedisHashReader;
import dev.slate.featurestore.online.feast.FeastTable;
import dev.slate.featurestore.online.feast.FeastValue;
import dev.slate.featurestore.online.feast.JoinKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A view that is defined in a Feast registry: its values pass through as they are stored. */
final class FeastView implements ServedView {
  private final FeastTable table;
  private final Duration ttl;
  private final RedisHashReader reader;

  /**
   * @param ttl zero never expires
   */
  FeastView(FeastTable table, Duration ttl, RedisHashReader reader) {
    this.table = table;
    this.ttl = ttl;
    this.reader = reader;
  }

  @Override
  public String name() {
    return table.view();
  }

  @Override
  public List<JoinKey> joinKeys() {
    return table.key().joinKeys();
  }

  @Override
  public List<String> features() {
    return table.features();
  }

  @Override
  public CompletionStage<Function<String, FeatureColumn>> read(
      List<List<Object>> keys, List<String> features, long nowMs) {
    return reader
        .read(keys.stream().map(table.key()::of).toList(), table.fieldsOf(features))
        .thenApply(rows -> columns(rows, features, nowMs));
  }

  private Function<String, FeatureColumn> columns(
      List<List<byte @Nullable []>> rows, List<String> features, long nowMs) {
    List<Instant> times = new ArrayList<>(rows.size());
    for (List<byte @Nullable []> row : rows) {
      byte[] time = row.get(features.size());
      times.add(time == null ? Instant.EPOCH : FeastValue.readTimestamp(time));
    }
    EventTimes eventTimes = EventTimes.of(times);
    Instant oldest = ttl.isZero() ? Instant.MIN : Instant.ofEpochMilli(nowMs).minus(ttl);
    return name -> new Column(rows, features.indexOf(name), features.size(), oldest, eventTimes);
  }

  /** A column of stored values; {@code time} is the number of the field of the event time. */
  private record Column(
      List<List<byte @Nullable []>> rows,
      int field,
      int time,
      Instant oldest,
      EventTimes eventTimes)
      implements FeatureColumn {

    @Override
    public FeatureStatus status(int row) {
      byte[] value = rows.get(row).get(field);
      if (value == null || rows.get(row).get(time) == null) {
        return FeatureStatus.NOT_FOUND;
      }
      if (eventTimes.rows().get(row).isBefore(oldest)) {
        return FeatureStatus.OUTSIDE_MAX_AGE;
      }
      return value.length == 0 ? FeatureStatus.NULL_VALUE : FeatureStatus.PRESENT;
    }

    @Override
    public byte[] value(int row) {
      byte[] value = rows.get(row).get(field);
      return value == null || !FeatureColumn.isShown(status(row)) ? FeastValue.NULL : value;
    }
  }
}
