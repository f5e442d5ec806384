package dev.slate.featurestore.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.featurestore.store.ValueReader;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The users of deploy/redis-users.acl may what Slate does with Redis, and nothing else. */
class RedisUsersTest {
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();
  private static final FeastLayout LAYOUT = FeastLayout.of("slate", CATALOG);

  private static TestRedis redis;

  @BeforeAll
  static void start() throws IOException {
    redis = TestRedis.start();
    RedisClient client = RedisClient.create(redis.uri());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      Path file = Path.of(System.getProperty("slate.root"), "deploy/redis-users.acl");
      for (String user : Files.readAllLines(file)) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8).add("SETUSER");
        List.of(user.split(" ")).stream().skip(1).forEach(arguments::add);
        connection.sync().dispatch(word("ACL"), new StatusOutput<>(StringCodec.UTF8), arguments);
      }
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void users_writerAndReader_mayWhatSlateDoes() {
    FeatureView view =
        CATALOG.views().stream()
            .filter(v -> v.source() == FeatureView.Source.BATCH)
            .findFirst()
            .orElseThrow();
    float[] row = new float[view.features().size()];
    try (RedisBatchWriter rows = new RedisBatchWriter(uri("slate-writer", "WRITER"), LAYOUT)) {
      rows.write(view, Map.of("u1", new PackedRow(LAYOUT.fingerprint(), 1_000, row)));
      rows.publish(view, 1_000);
    }
    try (RedisPartitionStateStore states =
        new RedisPartitionStateStore(uri("slate-writer", "WRITER"), 4)) {
      FeatureView stream =
          CATALOG.views().stream()
              .filter(v -> v.source() == FeatureView.Source.STREAM)
              .findFirst()
              .orElseThrow();
      assertThat(states.acquire(stream, 0).epoch()).isPositive();
    }
    try (RedisValueReader reader =
        RedisValueReader.withFeast(
            uri("slate-reader", "READER"), 4, Duration.ofSeconds(2), LAYOUT)) {
      await().until(reader::isConnected);
      assertThat(reader.read(List.of(new ValueReader.Key(view, "u1"))).toCompletableFuture().join())
          .isNotNull();
    }
  }

  @Test
  void users_withoutPasswordOrBeyondTheirRole_areRefused() {
    assertThatThrownBy(() -> set(redis.uri())).hasStackTraceContaining("NOAUTH");
    assertThatThrownBy(() -> set(uri("slate-reader", "READER")))
        .isInstanceOf(RedisCommandExecutionException.class)
        .hasMessageContaining("NOPERM");
    set(uri("slate-writer", "WRITER"));
  }

  private static void set(String uri) {
    RedisClient client = RedisClient.create(uri);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      connection.sync().set("key", "value");
      assertThatThrownBy(() -> connection.sync().flushall()).hasMessageContaining("NOPERM");
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  private static String uri(String user, String role) {
    return redis.uri().replace("redis://", "redis://" + user + ":" + role + "_PASSWORD@");
  }

  private static ProtocolKeyword word(String name) {
    return new ProtocolKeyword() {
      @Override
      public byte[] getBytes() {
        return name.getBytes(StandardCharsets.US_ASCII);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }
}
