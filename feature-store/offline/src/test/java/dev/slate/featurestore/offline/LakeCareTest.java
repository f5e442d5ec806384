package dev.slate.featurestore.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.event.Event;
import dev.slate.featurestore.offline.TrainingSet.Written;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeCareTest {
  private static final int HISTORY_DAYS = 30;

  private Path directory;
  private Lake lake;
  private long nowMs;

  @BeforeEach
  void open(@TempDir Path temporary) {
    directory = temporary;
    lake = new Lake(SparkTestSession.get(), temporary.resolve("lake"));
    nowMs = System.currentTimeMillis();
  }

  @Test
  void run_twice_compactsOnceKeepsTheOffsetsAndEveryVersion() throws Exception {
    List<Event> events = EventRows.random(new Random(3), 90);
    append(1, events.subList(0, 30));
    append(2, events.subList(30, 60));
    long before = lake.version(LakeTable.EVENTS);
    Written first = write(before);
    append(3, events.subList(60, 90));

    CareReport care = care(0).run(Map.of(LakeTable.EVENTS, before));
    CareReport again = care(0).run(Map.of(LakeTable.EVENTS, before));

    assertThat(care.compacted()).isGreaterThanOrEqualTo(3);
    assertThat(again).isEqualTo(CareReport.NOTHING);
    assertThat(lake.read(LakeTable.EVENTS).count()).isEqualTo(90);
    assertThat(IngestCommit.newestOf(lake, LakeTable.EVENTS))
        .isEqualTo(new IngestCommit(3, Map.of(0, 30L)));
    assertThat(write(before)).isEqualTo(first);
    assertThat(write(lake.version(LakeTable.EVENTS))).isNotEqualTo(first);
  }

  @Test
  void run_retention_deletesOlderDates() {
    long day = Lake.MS_PER_DAY;
    append(
        1,
        List.of(
            EventRows.click("old", "u", "i", nowMs - 12 * day),
            EventRows.click("new", "u", "i", nowMs - 8 * day)));

    assertThat(care(10).run(Map.of()).deleted()).isEqualTo(1);

    assertThat(lake.read(LakeTable.EVENTS).select("eventId").first().getString(0)).isEqualTo("new");
    assertThat(care(10).run(Map.of()).deleted()).isZero();
  }

  /** As if two months had passed. */
  @Test
  void run_oldVersions_goUnlessPinnedAndNobodyWasErased() {
    append(1, List.of(EventRows.click("a", "u", "i", nowMs)));
    append(2, List.of(EventRows.click("b", "v", "i", nowMs)));
    care(0).run(Map.of());
    LakeCare later = new LakeCare(lake, 0, HISTORY_DAYS, nowMs + 60 * Lake.MS_PER_DAY);

    later.run(Map.of(LakeTable.EVENTS, 0L));

    assertThat(retention()).isEqualTo("interval 61 days");

    new UserEraser(lake).erase(Map.of("u", new Erasure(0, 5, nowMs + 60_000)));
    later.run(Map.of(LakeTable.EVENTS, 0L));

    assertThat(retention()).isEqualTo("interval 30 days");
  }

  @Test
  void write_afterAnErasure_leavesTheUserOut() throws Exception {
    append(
        1,
        List.of(EventRows.click("a", "u", "i", nowMs), EventRows.click("b", "erased", "i", nowMs)));
    long version = lake.version(LakeTable.EVENTS);
    assertThat(write(version).rows()).isEqualTo(2);

    new UserEraser(lake).erase(Map.of("erased", new Erasure(0, 1, nowMs)));

    assertThat(write(version).rows()).isEqualTo(1);
    assertThat(Files.readString(directory.resolve("set.tsv"), StandardCharsets.UTF_8))
        .startsWith("rowId\tuserId\titemId\ttimeMs\tlabel\tuser_activity:interactions_1h\t")
        .contains("\n0\tu\ti\t" + nowMs + "\t1\t0.0\t")
        .doesNotContain("erased");
    assertThatThrownBy(() -> write(77)).hasMessageContaining("version 77 cannot be read");
  }

  private LakeCare care(int retentionDays) {
    return new LakeCare(lake, retentionDays, HISTORY_DAYS, nowMs);
  }

  private Written write(long version) throws Exception {
    return new TrainingSet(lake, 3).write(version, directory.resolve("set.tsv"));
  }

  private String retention() {
    return io.delta.tables.DeltaTable.forPath(lake.spark(), lake.path(LakeTable.EVENTS))
        .detail()
        .select("properties")
        .first()
        .<String, String>getJavaMap(0)
        .getOrDefault("delta.deletedFileRetentionDuration", "");
  }

  /** As an ingest does. */
  private void append(long sequence, List<Event> events) {
    EventRows.of(events)
        .coalesce(1)
        .write()
        .format("delta")
        .mode(SaveMode.Append)
        .partitionBy("month")
        .option("userMetadata", new IngestCommit(sequence, Map.of(0, sequence * 10)).encode())
        .save(lake.path(LakeTable.EVENTS));
  }
}
