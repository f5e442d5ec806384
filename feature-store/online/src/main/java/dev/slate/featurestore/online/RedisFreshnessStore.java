package dev.slate.featurestore.online;

import dev.slate.data.event.Canary;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.freshness.FreshnessStore;
import dev.slate.featurestore.freshness.LagReport;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.featurestore.store.ValueReader;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Lags and ages in Redis, on a connection of its own so that they never queue before features. It
 * connects in the background; while there is no connection writes are dropped and reads fail.
 */
public final class RedisFreshnessStore implements FreshnessStore {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration KEEP_LAG = Duration.ofMinutes(2);
  private static final Duration KEEP_AGES = Duration.ofHours(25);
  // 256 buckets of Redis's table are well below a tenth of a millisecond of its time.
  private static final long SCANNED = 256;

  private final ReaderConnection connection;
  private final int partitions;
  private volatile ScanCursor cursor = ScanCursor.INITIAL;

  /**
   * @param uri such as {@code redis://:password@host:6379}
   * @param partitions {@code kafka.partitions}
   */
  public RedisFreshnessStore(String uri, int partitions) {
    this.partitions = partitions;
    connection = new ReaderConnection(uri, TIMEOUT);
  }

  @Override
  public void publishLag(FeatureView view, int partition, LagReport report) {
    var unused =
        call(
            redis ->
                redis.psetex(
                    FreshnessKeys.lag(view, partition), KEEP_LAG.toMillis(), report.encode()));
  }

  @Override
  public CompletionStage<List<PartitionReading>> partitions(FeatureView view) {
    List<byte[]> keys = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      keys.add(RedisKeys.position(view, partition));
      keys.add(FreshnessKeys.lag(view, partition));
    }
    return call(redis -> redis.mget(keys.toArray(byte[][]::new))).thenApply(this::readings);
  }

  private List<PartitionReading> readings(List<KeyValue<byte[], byte[]>> values) {
    List<PartitionReading> readings = new ArrayList<>(partitions);
    for (int partition = 0; partition < partitions; partition++) {
      Position position = values.get(2 * partition).map(PositionCodec::decode).getValueOrElse(null);
      LagReport lag = values.get(2 * partition + 1).map(LagReport::decode).getValueOrElse(null);
      readings.add(new PartitionReading(partition, position, lag));
    }
    return readings;
  }

  @Override
  public CompletionStage<List<ValueReader.Key>> walk(List<FeatureView> views) {
    ScanCursor from = cursor;
    return call(redis -> redis.scan(from, ScanArgs.Builder.limit(SCANNED)))
        .thenApply(
            step -> {
              cursor = step.isFinished() ? ScanCursor.INITIAL : ScanCursor.of(step.getCursor());
              return step.getKeys().stream()
                  .map(key -> FreshnessKeys.entity(key, views))
                  .filter(Objects::nonNull)
                  .filter(key -> !Canary.isUser(key.id()) && !Canary.isItem(key.id()))
                  .toList();
            });
  }

  @Override
  public void keepAge(String row, long minute, long ageMs) {
    byte[] key = FreshnessKeys.ages(row);
    var unused =
        call(
            redis -> {
              var set =
                  redis.hset(key, FreshnessKeys.field(minute), FreshnessKeys.age(minute, ageMs));
              var ignored = redis.pexpire(key, KEEP_AGES.toMillis());
              return set;
            });
  }

  @Override
  public CompletionStage<Map<Long, Long>> ages(String row) {
    return call(redis -> redis.hgetall(FreshnessKeys.ages(row))).thenApply(FreshnessKeys::ages);
  }

  private <T> CompletionStage<T> call(
      Function<RedisAsyncCommands<byte[], byte[]>, CompletionStage<T>> command) {
    StatefulRedisConnection<byte[], byte[]> current = connection.current();
    return current == null
        ? CompletableFuture.failedFuture(
            new RedisException("not connected to Redis at " + connection.address()))
        : command.apply(current.async());
  }

  @Override
  public void close() {
    connection.close();
  }
}
