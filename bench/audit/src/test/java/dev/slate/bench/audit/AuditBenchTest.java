package dev.slate.bench.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.data.Topics;
import dev.slate.featurestore.audit.AuditReport;
import dev.slate.featurestore.audit.ServedVectors;
import dev.slate.featurestore.audit.ServedVectorsCodec;
import dev.slate.featurestore.offline.LakeTable;
import dev.slate.featurestore.offline.SparkSessions;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every vector that was served can be computed again bit for bit; what is not equal is found. */
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class AuditBenchTest {
  private static final long VECTORS = 1_000;

  @Test
  void audit_ofALiveDay_isEqualUntilABitOrAnEventIsChanged(@TempDir Path directory)
      throws Exception {
    try (LiveDay day = new LiveDay(directory, SparkSessions.start("local[2]", Path.of("target")))) {
      day.prepare(2_000);
      day.serve(VECTORS);
      AuditReport equal = day.audit();
      ServedVectors served = newest(day);

      assertThat(equal.features()).allMatch(line -> line.differing() == 0, "equal");
      assertThat(equal.vectors()).isGreaterThanOrEqualTo(VECTORS);
      assertThat(equal.compared()).isEqualTo(equal.vectors() * served.width());
      assertThat(equal.notJudged()).isEmpty();
      // The comparison is about something.
      assertThat(served.user().offset()).isPositive();
      assertThat(served.user().rowMs()).isPositive();
      assertThat(served.candidates())
          .anyMatch(c -> c.version() != null)
          .anyMatch(c -> c.rowMs() > 0);
      Conditions.await("told audit", () -> told(day) == equal.compared());

      findsOneBitAndALakeThatIsBehind(day, served);
      findsAShiftedEvent(day, served);
    }
  }

  private static ServedVectors newest(LiveDay day) {
    List<Row> rows =
        day.lake()
            .read(LakeTable.SERVED_FEATURES)
            .orderBy(col("timeMs").desc())
            .select("payload")
            .takeAsList(1);
    return ServedVectorsCodec.decode(rows.get(0).getAs(0));
  }

  private static void findsOneBitAndALakeThatIsBehind(LiveDay day, ServedVectors served) {
    float[] vectors = served.vectors().clone();
    int at = served.width() * (served.candidates().size() / 2);
    vectors[at] = Float.intBitsToFloat(Float.floatToIntBits(vectors[at]) ^ 1);
    send(day, "one-bit", served, served.user(), vectors);

    ServedVectors.User user = served.user();
    send(
        day,
        "behind",
        served,
        new ServedVectors.User(user.id(), user.partition(), 1_000_000, user.rowMs()),
        served.vectors());

    AuditReport report = day.audit();

    assertThat(report.differing()).isEqualTo(1);
    AuditReport.Line line =
        report.features().stream().filter(f -> f.differing() == 1).findFirst().orElseThrow();
    assertThat(Objects.requireNonNull(line.example()).requestId()).isEqualTo("one-bit");
    assertThat(report.notJudged())
        .containsOnlyKeys("the lake has not read the user's events that far");
  }

  private static void findsAShiftedEvent(LiveDay day, ServedVectors served) {
    DeltaTable events =
        DeltaTable.forPath(
            day.lake().spark(), day.config().paths().lake().resolve("events").toString());
    events.update(
        col("userId").equalTo(served.user().id()),
        Map.of("eventTimeMs", expr("eventTimeMs - 3600000")));

    AuditReport report = day.audit();

    assertThat(report.features())
        .filteredOn(line -> line.feature().equals("user_activity:hours_since_last"))
        .allMatch(line -> line.differing() >= served.candidates().size());
  }

  private static void send(
      LiveDay day,
      String requestId,
      ServedVectors served,
      ServedVectors.User user,
      float[] vectors) {
    ServedVectors changed =
        new ServedVectors(
            requestId,
            served.nowMs(),
            served.model(),
            served.fingerprint(),
            served.minRating(),
            user,
            served.history(),
            served.candidates(),
            vectors);
    day.send(Topics.SERVED_FEATURES, user.id(), ServedVectorsCodec.encode(changed));
    day.flush();
  }

  private static long told(LiveDay day) {
    try {
      return new ObjectMapper().readTree(day.get("/v1/audit")).path("compared").asLong();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
