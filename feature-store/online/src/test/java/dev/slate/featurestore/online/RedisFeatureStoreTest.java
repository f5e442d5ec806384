package dev.slate.featurestore.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.state.StateFormatException;
import dev.slate.featurestore.store.Coverage;
import dev.slate.featurestore.store.FeatureStoreContract;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.featurestore.store.PackedRowWriter;
import dev.slate.featurestore.store.PartitionStateStore;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.featurestore.store.PartitionStateStore.StoreUnavailableException;
import dev.slate.featurestore.store.ValueReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisFeatureStoreTest extends FeatureStoreContract {
  private static final FeatureView STREAM = FeatureCatalog.standard().userActivity();
  private static final FeatureView BATCH = FeatureCatalog.standard().itemLongterm();
  private static TestRedis redis;

  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void start() {
    redis = TestRedis.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    open.add(closeable);
    return closeable;
  }

  @Override
  protected PartitionStateStore states() {
    return opened(new RedisPartitionStateStore(redis.uri(), PARTITIONS));
  }

  @Override
  protected PackedRowWriter rows() {
    return opened(new RedisPackedRowWriter(redis.uri()));
  }

  @Override
  protected ValueReader reader() {
    RedisValueReader reader =
        opened(new RedisValueReader(redis.uri(), PARTITIONS, Duration.ofSeconds(2)));
    await().until(reader::isConnected);
    return reader;
  }

  @Override
  protected void wipe() {
    redis.wipe();
  }

  @Test
  void keys_areThoseOfTheContract() {
    PartitionStateStore states = states();
    Position from = states.acquire(STREAM, 2);
    states.commit(STREAM, 2, from, from, Map.of());
    states.commit(
        STREAM,
        2,
        from,
        new Position(from.epoch(), 1, Map.of(), 9, Coverage.NONE),
        Map.of("u:é", new byte[] {1}));
    PackedRowWriter rows = rows();
    rows.write(BATCH, Map.of("i1", new PackedRow(1, 2, new float[] {3})));
    rows.publish(BATCH, 2);
    assertThat(redis.dump("*"))
        .containsOnlyKeys(
            "slate:{user_activity.2}:position",
            "slate:{user_activity.2}:s:u:é",
            "slate:row:item_longterm:i1",
            "slate:newest:item_longterm");
    assertThat(redis.dump("*").get("slate:newest:item_longterm")).asString().isEqualTo("2");
  }

  @Test
  void storedGarbage_isNamedAndRowsAreReplaced() throws Exception {
    redis.put("slate:{user_activity.0}:position", new byte[] {9, 9});
    PartitionStateStore states = states();
    assertThatThrownBy(() -> states.acquire(STREAM, 0)).isInstanceOf(StateFormatException.class);
    assertThat(states.acquire(STREAM, 1).offset()).isZero();
    redis.put("slate:row:item_longterm:i1", new byte[] {9, 9});
    rows().write(BATCH, Map.of("i1", new PackedRow(1, 2, new float[] {3})));
    byte[] row =
        reader()
            .read(List.of(new ValueReader.Key(BATCH, "i1")))
            .toCompletableFuture()
            .get(5, TimeUnit.SECONDS)
            .get(0)
            .bytes();
    assertThat(PackedRow.decode(Objects.requireNonNull(row)).values()).containsExactly(3);
  }

  @Test
  void twoOwners_interleavedCommits_exactlyOneSideEverWins() {
    PartitionStateStore a = states();
    PartitionStateStore b = states();
    Position mine = a.acquire(STREAM, 0);
    Position theirs = b.acquire(STREAM, 0);
    List<CompletableFuture<Boolean>> outcomes = new ArrayList<>();
    for (PartitionStateStore store : List.of(a, b)) {
      Position from = store == a ? mine : theirs;
      outcomes.add(CompletableFuture.supplyAsync(() -> commitAll(store, from, 200)));
    }
    assertThat(outcomes.get(0).join()).isFalse();
    assertThat(outcomes.get(1).join()).isTrue();
    assertThat(a.acquire(STREAM, 0).offset()).isEqualTo(200);
  }

  private static boolean commitAll(PartitionStateStore store, Position from, int commits) {
    Position at = from;
    for (int i = 1; i <= commits; i++) {
      Position to = new Position(from.epoch(), i, Map.of(), i, Coverage.NONE);
      try {
        store.commit(STREAM, 0, at, to, Map.of("x", new byte[] {(byte) i}));
      } catch (PartitionStateStore.FencedException e) {
        return false;
      }
      at = to;
    }
    return true;
  }

  @Test
  void redisDies_writerSaysSoReaderFailsFast_bothComeBack() throws Exception {
    try (TestRedis own = TestRedis.start();
        RedisPartitionStateStore states = new RedisPartitionStateStore(own.uri(), PARTITIONS);
        RedisValueReader reader =
            new RedisValueReader(own.uri(), PARTITIONS, Duration.ofMillis(500))) {
      Position from = states.acquire(STREAM, 0);
      await().until(reader::isConnected);
      own.kill();
      assertThatThrownBy(() -> states.commit(STREAM, 0, from, from, Map.of()))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("Redis at 127.0.0.1");
      await().until(() -> !reader.isConnected());
      long begin = System.nanoTime();
      assertThatThrownBy(
              () -> reader.newestEventTimeMs(STREAM).toCompletableFuture().get(1, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(200));
      own.revive();
      assertThat(states.acquire(STREAM, 0).offset()).isZero();
      await().atMost(Duration.ofSeconds(10)).until(reader::isConnected);
      assertThat(reader.newestEventTimeMs(STREAM).toCompletableFuture().get(1, TimeUnit.SECONDS))
          .isZero();
    }
  }

  @Test
  void reader_madeBeforeRedis_failsAtOnceAndConnectsLater() throws Exception {
    TestRedis own = TestRedis.start();
    own.kill();
    try (RedisValueReader reader =
        new RedisValueReader(own.uri(), PARTITIONS, Duration.ofMillis(500))) {
      assertThatThrownBy(
              () -> reader.newestEventTimeMs(STREAM).toCompletableFuture().get(1, TimeUnit.SECONDS))
          .hasMessageContaining("not connected to Redis at 127.0.0.1");
      own.revive();
      await().atMost(Duration.ofSeconds(10)).until(reader::isConnected);
    } finally {
      own.close();
    }
  }
}
