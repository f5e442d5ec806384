package dev.slate.featurestore.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.Partitioning;
import dev.slate.data.Topics;
import dev.slate.data.event.Canary;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.Lateness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaIngestTest {
  private static TestKafka kafka;

  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private KafkaProducer<String, byte[]> producer;
  private Path root;
  private Lake lake;
  private KafkaIngest ingest;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    kafka = TestKafka.start(directory);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @BeforeEach
  void emptyTopic(@TempDir Path directory) {
    root = directory;
    kafka.createTopic(Topics.EVENTS, 2);
    producer = kafka.producer();
    lake = new Lake(SparkTestSession.get(), directory);
    ingest = new KafkaIngest(lake, new KafkaLog(kafka.bootstrapServers()), Duration.ofDays(90));
  }

  @AfterEach
  void closeProducer() {
    producer.close();
  }

  @Test
  void events_goodAndBad_areKeptOnceEachWithTheirOffsets() {
    List<Event> events = EventRows.random(new Random(1), 200);
    send(events.subList(0, 150));
    put(new ProducerRecord<>(Topics.EVENTS, 0, "u", "{\"v\":1,".getBytes(UTF_8)));
    put(new ProducerRecord<>(Topics.EVENTS, 1, null, (byte[]) null));
    String farAway =
        "{\"type\":\"click\",\"eventId\":\"e\",\"userId\":\"u\",\"itemId\":\"i\",\"eventTimeMs\":"
            + Long.MAX_VALUE
            + "}";
    put(new ProducerRecord<>(Topics.EVENTS, 1, "u", farAway.getBytes(UTF_8)));
    awaitSent();

    IngestReport first = ingest.events();
    IngestReport repeated = ingest.events();
    send(events.subList(150, 200));
    IngestReport second = ingest.events();

    assertThat(first.accepted()).isEqualTo(150);
    assertThat(first.rejected()).isEqualTo(3);
    assertThat(first.newestMs())
        .isEqualTo(events.subList(0, 150).stream().mapToLong(Event::eventTimeMs).max().orElse(0));
    assertThat(repeated).isEqualTo(IngestReport.nothingNew(Topics.EVENTS));
    assertThat(second.accepted()).isEqualTo(50);
    assertThat(offsets(LakeTable.EVENTS)).hasSize(200);
    assertThat(lake.read(LakeTable.QUARANTINE).select("reason").collectAsList())
        .extracting(row -> row.getString(0))
        .anySatisfy(reason -> assertThat(reason).contains("not valid JSON"))
        .anySatisfy(reason -> assertThat(reason).contains("value: null"))
        .anySatisfy(reason -> assertThat(reason).contains("year 9999"))
        .hasSize(3);
  }

  /** The quarantine was written and then the process died: the next run repeats the ingest. */
  @Test
  void events_crashBeforeTheCommit_repeatsNothingAndLosesNothing() throws Exception {
    send(EventRows.random(new Random(2), 40));
    put(new ProducerRecord<>(Topics.EVENTS, 0, "u", "bad".getBytes(UTF_8)));
    awaitSent();
    ingest.events();
    deleteCommits(LakeTable.EVENTS);
    send(EventRows.random(new Random(3), 10));

    IngestReport again = ingest.events();

    assertThat(again.accepted()).isEqualTo(50);
    assertThat(offsets(LakeTable.EVENTS)).hasSize(50);
    assertThat(lake.read(LakeTable.QUARANTINE).count()).isEqualTo(1);
  }

  @Test
  void events_onlyBadOnes_movesOnAndRefusesAnotherTopicOfThatName() {
    put(new ProducerRecord<>(Topics.EVENTS, 0, "u", "bad".getBytes(UTF_8)));
    awaitSent();

    assertThat(ingest.events().rejected()).isEqualTo(1);
    assertThat(ingest.events().rejected()).isZero();
    assertThat(lake.read(LakeTable.EVENTS).count()).isZero();

    kafka.createTopic(Topics.EVENTS, 2);

    assertThatThrownBy(ingest::events)
        .hasMessageContaining("ends at 0")
        .hasMessageContaining("deleted and made anew");
  }

  /** As the stream decides: what it does not fold is not in the lake. */
  @Test
  void events_thatTheStreamDoesNotFold_areQuarantinedOrLeftOut() {
    long nowMs = System.currentTimeMillis();
    long dayMs = 86_400_000;
    sendUnmarked(EventRows.click("now", "u1", "i", nowMs));
    sendUnmarked(EventRows.click("ahead", "u1", "i", nowMs + dayMs));
    sendUnmarked(EventRows.click("late", "u1", "i", nowMs - 91 * dayMs));
    send(List.of(EventRows.click("imported", "u1", "i", nowMs - 91 * dayMs)));
    sendUnmarked(EventRows.click("canary", Canary.USER_PREFIX + "0", Canary.ITEM, nowMs));
    int wrong = 1 - Partitioning.of("u1", 2);
    byte[] json = EventCodec.encode(EventRows.click("misrouted", "u1", "i", nowMs));
    put(new ProducerRecord<>(Topics.EVENTS, wrong, "u1", json));
    awaitSent();

    IngestReport report = ingest.events();

    assertThat(report.accepted()).isEqualTo(2);
    assertThat(column(LakeTable.EVENTS, "eventId")).containsExactlyInAnyOrder("now", "imported");
    assertThat(column(LakeTable.QUARANTINE, "reason"))
        .anySatisfy(reason -> assertThat(reason).contains("600000 ms after it arrived"))
        .anySatisfy(reason -> assertThat(reason).contains("90 days before it arrived"))
        .anySatisfy(reason -> assertThat(reason).contains("murmur2 hash of user_id"))
        .hasSize(3);
  }

  @Test
  void events_nullValueWithKey_erasesTheUserForGood() throws Exception {
    kafka.createTopic(Topics.EXPOSURES, 1);
    long nowMs = System.currentTimeMillis();
    byte[] exposure = exposure("u1", nowMs);
    sendUnmarked(EventRows.click("u1-before", "u1", "i", nowMs));
    sendUnmarked(EventRows.click("u2", "u2", "i", nowMs));
    put(new ProducerRecord<>(Topics.EXPOSURES, "u1", exposure));
    put(new ProducerRecord<>(Topics.EVENTS, "u1", "bad".getBytes(UTF_8)));
    awaitSent();
    ingest.events();
    ingest.exposures();
    assertThat(lake.read(LakeTable.EXPOSURES).count()).isEqualTo(1);

    sendUnmarked(EventRows.click("u1-unread", "u1", "i", nowMs));
    put(new ProducerRecord<>(Topics.EVENTS, "u1", null));
    awaitSent();
    sendUnmarked(EventRows.click("u1-again", "u1", "i", nowMs));
    IngestReport report = ingest.events();
    // An exposure that was under way when the user was erased.
    put(new ProducerRecord<>(Topics.EXPOSURES, "u1", exposure));
    awaitSent();
    ingest.exposures();

    assertThat(report.erased()).isEqualTo(1);
    assertErased();

    // Everything is read again from the log, and the marker with it.
    deleteCommits(LakeTable.EVENTS);
    deleteCommits(LakeTable.EXPOSURES);
    ingest.exposures();
    ingest.events();

    assertErased();
  }

  private void assertErased() {
    assertThat(column(LakeTable.EVENTS, "eventId")).containsExactlyInAnyOrder("u2", "u1-again");
    assertThat(lake.read(LakeTable.EXPOSURES).count()).isZero();
    assertThat(lake.read(LakeTable.QUARANTINE).count()).isZero();
    assertThat(column(LakeTable.ERASURES, "user")).hasSize(1).doesNotContain("u1");
    assertThat(ingest.events()).isEqualTo(IngestReport.nothingNew(Topics.EVENTS));
  }

  private static byte[] exposure(String userId, long timeMs) {
    return ("{\"v\":1,\"requestId\":\"r1\",\"userId\":\""
            + userId
            + "\",\"timeMs\":"
            + timeMs
            + ",\"surface\":\"home\",\"model\":\"m\",\"rung\":\"full\",\"experiments\":{},\"items\":[]}")
        .getBytes(UTF_8);
  }

  private List<String> column(LakeTable table, String name) {
    return lake.read(table).select(name).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void exposures_keepTheWholeRecord() {
    kafka.createTopic(Topics.EXPOSURES, 1);
    String json =
        "{\"v\":1,\"requestId\":\"r1\",\"userId\":\"u1\",\"timeMs\":1700000000000,\"surface\":\"home\","
            + "\"model\":\"m\",\"rung\":\"full\",\"experiments\":{},\"items\":[]}";
    put(new ProducerRecord<>(Topics.EXPOSURES, "u1", json.getBytes(UTF_8)));
    String withoutModel = json.replace("\"m\"", "null");
    put(new ProducerRecord<>(Topics.EXPOSURES, "u1", withoutModel.getBytes(UTF_8)));
    put(new ProducerRecord<>(Topics.EXPOSURES, "u1", "{}".getBytes(UTF_8)));
    awaitSent();

    IngestReport report = ingest.exposures();

    assertThat(report.accepted()).isEqualTo(2);
    assertThat(report.rejected()).isEqualTo(1);
    Row row = lake.read(LakeTable.EXPOSURES).orderBy("offset").first();
    assertThat(row.getString(5)).isEqualTo(json);
    assertThat(row.getAs("date").toString()).isEqualTo("2023-11-14");
  }

  private void send(List<Event> events) {
    for (Event event : events) {
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(Topics.EVENTS, event.userId(), EventCodec.encode(event));
      record.headers().add(Lateness.BACKFILL, new byte[0]);
      put(record);
    }
    awaitSent();
  }

  private void sendUnmarked(Event event) {
    put(new ProducerRecord<>(Topics.EVENTS, event.userId(), EventCodec.encode(event)));
    awaitSent();
  }

  private void put(ProducerRecord<String, byte[]> record) {
    sent.add(producer.send(record));
  }

  /** Fails when one of the records so far was not acknowledged. */
  private void awaitSent() {
    producer.flush();
    assertThat(sent).allSatisfy(acknowledged -> assertThat(acknowledged.get()).isNotNull());
    sent.clear();
  }

  private Set<Map.Entry<Integer, Long>> offsets(LakeTable table) {
    Set<Map.Entry<Integer, Long>> offsets = new HashSet<>();
    for (Row row : lake.read(table).select("partition", "offset").collectAsList()) {
      assertThat(offsets.add(Map.entry(row.getInt(0), row.getLong(1)))).isTrue();
    }
    return offsets;
  }

  private void deleteCommits(LakeTable table) throws Exception {
    Path deleted = root.resolve(table.directory());
    try (Stream<Path> files = Files.walk(deleted)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
