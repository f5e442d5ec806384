package dev.slate.featurestore.online;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.freshness.FreshnessStore;
import dev.slate.featurestore.freshness.FreshnessStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class RedisFreshnessStoreTest extends FreshnessStoreContract {
  @SuppressWarnings("NullAway.Init")
  private static TestRedis redis;

  @SuppressWarnings("NullAway.Init")
  private RedisFreshnessStore store;

  @BeforeAll
  static void startRedis() {
    redis = TestRedis.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void connect() {
    redis.wipe();
    store = new RedisFreshnessStore(redis.uri(), PARTITIONS);
    await()
        .until(() -> store.ages("any").handle((ages, e) -> e == null).toCompletableFuture().join());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected FreshnessStore store() {
    return store;
  }

  @Override
  protected void write(FeatureView view, String id) {
    redis.put(new String(new RedisKeys(PARTITIONS).value(view, id), UTF_8), new byte[] {1});
  }
}
