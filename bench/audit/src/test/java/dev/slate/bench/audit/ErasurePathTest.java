package dev.slate.bench.audit;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.featurestore.audit.AuditReport;
import dev.slate.featurestore.offline.LakeTable;
import dev.slate.featurestore.offline.SparkSessions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over the whole path: what an erased user leaves, also when everything is read again. */
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class ErasurePathTest {
  // No other key of Redis has these two characters in it.
  private static final String USER = World.user(0);
  private static final List<LakeTable> OF_USERS =
      List.of(LakeTable.EVENTS, LakeTable.EXPOSURES, LakeTable.SERVED_FEATURES);

  @Test
  void erase_userWithAPast_isGoneFromLakeAndRedisAndDoesNotComeBack(@TempDir Path directory) {
    try (LiveDay day = new LiveDay(directory, SparkSessions.start("local[2]", Path.of("target")))) {
      day.prepare(500);
      day.serve(300);
      assertThat(rows(day, LakeTable.EVENTS)).isPositive();
      assertThat(keys(day)).hasSizeGreaterThanOrEqualTo(3);

      assertThat(day.delete("/v1/users/" + USER)).contains("\"requestedMs\"");
      Conditions.await("erased state", () -> isPast(day));
      AuditReport after = day.audit();

      assertThat(OF_USERS).allMatch(table -> rows(day, table) == 0, "has no row of the user");
      assertThat(after.differing()).as("what the lake lost is not judged").isZero();
      assertThat(after.notJudged()).isNotEmpty();
      assertThat(keys(day)).isEmpty();

      wipe(day);
      Conditions.await("replay of the whole log", () -> isPast(day));

      assertThat(keys(day)).isEmpty();
      assertThat(day.get("/v1/recommendations/" + USER + "?explain=true"))
          .contains("\"history\":[]");
    }
  }

  /** Whether the user's partition was read beyond the erasure. */
  private static boolean isPast(LiveDay day) {
    return day.get("/v1/users/" + USER + "/erasure")
        .contains("\"name\":\"online state\",\"state\":\"done\"");
  }

  private static long rows(LiveDay day, LakeTable table) {
    return day.lake().read(table).filter(col("userId").equalTo(USER)).count();
  }

  /** The user's keys: the state, the packed row, and Feast's hash, which holds the id as text. */
  private static List<String> keys(LiveDay day) {
    RedisClient client = RedisClient.create(day.config().redis().uri());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return connection.sync().keys("*").stream().filter(key -> key.contains(USER)).toList();
    } finally {
      client.shutdown();
    }
  }

  private static void wipe(LiveDay day) {
    RedisClient client = RedisClient.create(day.config().redis().uri());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      connection.sync().flushall();
    } finally {
      client.shutdown();
    }
  }
}
