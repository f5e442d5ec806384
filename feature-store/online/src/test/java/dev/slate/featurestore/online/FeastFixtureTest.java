package dev.slate.featurestore.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.feature.Kinds;
import dev.slate.featurestore.feature.WindowedCount;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.online.feast.FeastTable;
import dev.slate.featurestore.store.DirectFeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.featurestore.store.ValueReader.Key;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Feast's Python SDK wrote, recorded by {@code bench/peers/feast/peer.py}: our reader reads
 * it, and our writer writes the same bytes.
 */
class FeastFixtureTest {
  private static final JsonNode FIXTURE = fixture();
  private static final FeatureView VIEW =
      new FeatureView(
          "user_longterm",
          Entity.USER,
          FeatureView.Source.BATCH,
          "tests",
          "as it was recorded",
          Duration.ofDays(3),
          Duration.ofDays(1),
          Stream.of("interactions_90d", "purchases_90d", "dismissals_90d")
              .<Feature<?>>map(n -> new WindowedCount(n, Kinds.INTERACTIONS, Duration.ofDays(90)))
              .toList());
  private static final FeatureCatalog CATALOG =
      new FeatureCatalog(List.of(VIEW), List.of(), List.of());
  private static final FeastLayout LAYOUT = FeastLayout.of("slate", CATALOG);

  private TestRedis redis;

  private static JsonNode fixture() {
    try {
      return new ObjectMapper()
          .readTree(FeastFixtureTest.class.getResource("/feast/user_longterm.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() {
    redis = TestRedis.start();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  /** The recorded values in the view's order; NaN is null. */
  private static float[] values(JsonNode row) {
    float[] values = new float[VIEW.scalars().size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = row.path("values").path(VIEW.scalars().get(i).name());
      values[i] = value.isNull() ? Float.NaN : (float) value.asDouble();
    }
    return values;
  }

  @Test
  void sdkWrote_ourReaderReads() throws Exception {
    FIXTURE
        .path("hashes")
        .properties()
        .forEach(
            hash ->
                hash.getValue()
                    .properties()
                    .forEach(
                        field ->
                            redis.putField(
                                hash.getKey(), field.getKey(), field.getValue().asText())));
    RedisValueReader store =
        RedisValueReader.withFeast(redis.uri(), 4, Duration.ofSeconds(2), LAYOUT);
    try (DirectFeatureReader reader = new DirectFeatureReader(store, CATALOG, store::isConnected)) {
      await().until(reader::isConnected);
      assertThat(FIXTURE.path("rows")).isNotEmpty();
      for (JsonNode row : FIXTURE.path("rows")) {
        FeatureRow read =
            reader
                .read(List.of(new Key(VIEW, row.path("id").asText())), 1_700_000_001_000L)
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .get(0);
        assertThat(read.values()).containsExactly(values(row));
        assertThat(read.eventTimeMs()).isEqualTo(row.path("eventTimeMs").asLong());
      }
    }
  }

  @Test
  void weWrite_theSdksBytes() {
    try (RedisBatchWriter writer = new RedisBatchWriter(redis.uri(), LAYOUT)) {
      for (JsonNode row : FIXTURE.path("rows")) {
        PackedRow packed =
            new PackedRow(LAYOUT.fingerprint(), row.path("eventTimeMs").asLong(), values(row));
        writer.write(VIEW, Map.of(row.path("id").asText(), packed));
      }
    }
    FeastTable table = Objects.requireNonNull(LAYOUT.tables().get(VIEW.name()));
    for (JsonNode row : FIXTURE.path("rows")) {
      byte[] key = table.key().of(List.of(row.path("id").asText()));
      Map<String, String> written = new TreeMap<>();
      redis
          .hash(key)
          .forEach((field, value) -> written.put(field, HexFormat.of().formatHex(value)));
      Map<String, String> recorded = new TreeMap<>();
      FIXTURE
          .path("hashes")
          .path(TestRedis.hex(key))
          .properties()
          .forEach(field -> recorded.put(field.getKey(), field.getValue().asText()));
      assertThat(written).isEqualTo(recorded).hasSize(4);
    }
  }
}
