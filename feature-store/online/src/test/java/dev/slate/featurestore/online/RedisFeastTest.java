package dev.slate.featurestore.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.online.feast.FeastRow;
import dev.slate.featurestore.online.feast.FeastTable;
import dev.slate.featurestore.online.feast.FeastValue;
import dev.slate.featurestore.store.DirectFeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.featurestore.store.ValueReader.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Feast's layout in a real Redis, beside the packed rows. */
class RedisFeastTest {
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();
  private static final FeatureView VIEW = CATALOG.itemLongterm();
  private static final FeastLayout LAYOUT = FeastLayout.of("slate", CATALOG);
  private static final FeastTable TABLE = LAYOUT.table(VIEW);
  private static final Instant T0 = Instant.ofEpochSecond(1_700_000_000);

  private static TestRedis redis;
  private static RedisFeastWriter writer;
  private static RedisBatchWriter batch;
  private static DirectFeatureReader reader;

  @BeforeAll
  static void start() {
    redis = TestRedis.start();
    writer = new RedisFeastWriter(redis.uri());
    batch = new RedisBatchWriter(redis.uri(), LAYOUT);
    RedisValueReader values =
        RedisValueReader.withFeast(redis.uri(), 4, Duration.ofSeconds(2), LAYOUT);
    reader = new DirectFeatureReader(values, CATALOG, values::isConnected);
    await().until(reader::isConnected);
  }

  @AfterAll
  static void stop() {
    reader.close();
    batch.close();
    writer.close();
    redis.close();
  }

  @BeforeEach
  void wipe() {
    redis.wipe();
  }

  private static FeastRow row(String id, Instant time, float value) {
    List<byte[]> values = new ArrayList<>();
    TABLE.features().forEach(feature -> values.add(FeastValue.nullableFloat(value)));
    return new FeastRow(List.of(id), time, values);
  }

  private static PackedRow packed(Instant time, float value) {
    float[] values = new float[TABLE.features().size()];
    Arrays.fill(values, value);
    return new PackedRow(LAYOUT.fingerprint(), time.toEpochMilli(), values);
  }

  private static FeatureRow read(String id, Instant now) throws Exception {
    return reader
        .read(List.of(new Key(CATALOG.itemActivity(), id), new Key(VIEW, id)), now.toEpochMilli())
        .toCompletableFuture()
        .get(5, TimeUnit.SECONDS)
        .get(1);
  }

  @Test
  void write_batchWritten_hashHasFeastsFieldsAndReaderThePackedRow() throws Exception {
    batch.write(VIEW, Map.of("i1", packed(T0, 7)));
    Map<String, byte[]> hash = redis.hash(TABLE.key().of(List.of("i1")));
    assertThat(hash).hasSize(TABLE.features().size() + 1);
    assertThat(hash.get(TestRedis.hex(TABLE.timestampField()))).isEqualTo(FeastValue.timestamp(T0));
    for (String feature : TABLE.features()) {
      assertThat(hash.get(TestRedis.hex(FeastTable.field(VIEW.name(), feature))))
          .isEqualTo(FeastValue.float32(7));
    }
    assertThat(read("i1", T0).values()).containsOnly(7);
  }

  @Test
  void read_feastsRowIsNewer_itsValuesStatusAndTime() throws Exception {
    batch.write(VIEW, Map.of("i1", packed(T0, 7), "i2", packed(T0, 8)));
    Instant later = T0.plusMillis(1);
    writer.write(TABLE, List.of(row("i1", later, 9)));
    assertThat(read("i1", later).values()).containsOnly(9);
    assertThat(read("i1", later).eventTimeMs()).isEqualTo(later.toEpochMilli());
    assertThat(read("i2", later).values()).containsOnly(8);
    assertThat(read("i1", later.plus(VIEW.ttl())).status()).isEqualTo(FeatureStatus.PRESENT);
    assertThat(read("i1", later.plus(VIEW.ttl()).plusMillis(1)).status())
        .isEqualTo(FeatureStatus.OUTSIDE_MAX_AGE);
  }

  @Test
  void read_onlyFeastHasTheRow_itIsRead() throws Exception {
    writer.write(TABLE, List.of(row("i1", T0, Float.NaN)));
    assertThat(read("i1", T0).status()).isEqualTo(FeatureStatus.PRESENT);
    assertThat(read("i1", T0).values()).containsOnly(Float.NaN);
    assertThat(read("i2", T0).status()).isEqualTo(FeatureStatus.NOT_FOUND);
  }

  @Test
  void write_olderThanWhatTheSdkWrote_isRefused() throws Exception {
    writer.write(TABLE, List.of(row("i1", T0.plusNanos(1), 9)));
    batch.write(VIEW, Map.of("i1", packed(T0, 7)));
    assertThat(read("i1", T0.plusSeconds(1)).values()).containsOnly(9);
    // A run that is repeated replaces what it wrote.
    writer.write(TABLE, List.of(row("i1", T0.plusNanos(1), 10)));
    assertThat(read("i1", T0.plusSeconds(1)).values()).containsOnly(10);
  }

  /** Feast's issue 5163: within one batch, Feast kept the oldest of rows out of order. */
  @Test
  void write_batchInAnyOrder_newestWins() throws Exception {
    List<FeastRow> rows = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      rows.add(row("i" + i % 3, T0.plusMillis(i), i));
    }
    for (int seed = 0; seed < 5; seed++) {
      redis.wipe();
      Collections.shuffle(rows, new Random(seed));
      writer.write(TABLE, rows);
      for (int i = 0; i < 3; i++) {
        assertThat(read("i" + i, T0.plusSeconds(9)).values()).containsOnly(447 + i);
      }
    }
  }

  @Test
  void write_manyWritersOfOneEntity_newestWins() throws Exception {
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int w = 0; w < 4; w++) {
      int number = w;
      writers.add(
          CompletableFuture.runAsync(
              () -> {
                try (RedisFeastWriter own = new RedisFeastWriter(redis.uri())) {
                  for (int i = number; i < 100; i += 4) {
                    own.write(TABLE, List.of(row("i1", T0.plusMillis(i * 37 % 100), i * 37 % 100)));
                  }
                }
              }));
    }
    writers.forEach(CompletableFuture::join);
    assertThat(read("i1", T0.plusSeconds(1)).values()).containsOnly(99);
  }
}
