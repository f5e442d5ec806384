package dev.slate.pipelines.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slate.data.Partitioning;
import dev.slate.data.Topics;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.EventKind;
import dev.slate.data.event.Lateness;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.TestEvents;
import dev.slate.featurestore.admission.Refusal;
import dev.slate.featurestore.online.RedisPartitionStateStore;
import dev.slate.featurestore.online.RedisValueReader;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.featurestore.store.StateVersion;
import dev.slate.featurestore.store.ValueReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job in this JVM against a real broker and a real Redis; all tests append to one log. */
class StreamJobTest {
  private static final Duration DRAIN = Duration.ofSeconds(40);
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();

  private static TestPlatform platform;
  private static StreamJob job;

  @BeforeAll
  static void start(@TempDir Path directory) {
    platform = new TestPlatform(directory.resolve("kafka"));
    job = new StreamJob(platform.config(), null);
    job.start();
  }

  @AfterAll
  static void stop() {
    long begin = System.nanoTime();
    job.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(job.failed()).isNotDone();
    platform.close();
  }

  private static LogOracle assertRedisEqualsTheLog() {
    platform.awaitDrained(DRAIN);
    LogOracle oracle = new LogOracle(platform);
    assertThat(platform.redis.dump("slate:*:s:*")).containsExactlyEntriesOf(oracle.redis());
    return oracle;
  }

  @Test
  void eventsOfAllKinds_repeatedLateAndMalformed_addUp() {
    long now = System.currentTimeMillis();
    platform.awaitDrained(DRAIN);
    long deadBefore = deadLetters();
    int lettersBefore = platform.read(Topics.EVENTS_DLQ).size();
    int unusableBefore = new LogOracle(platform).unusable;
    platform.send(EventLog.of(1, 3_000, now, 86_400_000L));
    Event event = TestEvents.event(EventKind.CLICK, "x", "u-bad", "i1", now);
    String json = new String(EventCodec.encode(event), UTF_8);
    List<byte[]> bad =
        List.of(
            "".getBytes(UTF_8),
            "{".getBytes(UTF_8),
            "[]".getBytes(UTF_8),
            "null".getBytes(UTF_8),
            new byte[] {0, 0, 0, 1, (byte) 0xff},
            new byte[] {0, 0, 0, '{', 0, 1},
            json.replace("\"click\"", "\"stare\"").getBytes(UTF_8),
            json.replace("u-bad", "u".repeat(10_240)).getBytes(UTF_8),
            json.replace("\"v\":1", "\"v\":99").getBytes(UTF_8),
            json.replace("}", ",\"x\":\"" + "y".repeat(600_000) + "\"}").getBytes(UTF_8),
            EventCodec.encode(
                TestEvents.event(EventKind.CLICK, "y", "u-bad", "i1", now + 3_600_000)));
    bad.forEach(value -> platform.send("u-bad", value));
    platform.send("", null);
    int wrong = (Partitioning.of("u-bad", TestPlatform.PARTITIONS) + 1) % TestPlatform.PARTITIONS;
    platform.send(wrong, EventCodec.encode(event));
    platform.flush();
    LogOracle oracle = assertRedisEqualsTheLog();
    assertThat(oracle.unusable - unusableBefore).isEqualTo(bad.size() + 2);
    assertThat(deadLetters() - deadBefore).isEqualTo(bad.size() + 2);
    assertThat(oracle.users).doesNotContainKey("u-bad");
    List<ConsumerRecord<byte[], byte[]>> all = platform.read(Topics.EVENTS_DLQ);
    List<ConsumerRecord<byte[], byte[]>> letters = all.subList(lettersBefore, all.size());
    assertThat(letters).hasSize(bad.size() + 2);
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      assertThat(new String(letter.headers().lastHeader("source").value(), UTF_8))
          .matches("events/[0-3]/\\d+");
      assertThat(new String(letter.headers().lastHeader("error").value(), UTF_8))
          .containsPattern("^(event|type|userId|v|eventTimeMs|key): ");
      assertThat(new String(letter.headers().lastHeader("reason").value(), UTF_8))
          .isIn("invalid", "ahead", "misrouted");
    }
    assertThat(letters).anySatisfy(l -> assertThat(l.value()).isEqualTo(bad.get(1)));
  }

  @Test
  void lateEvents_addUp_andBackfillsAreExempt() {
    long now = System.currentTimeMillis();
    long limit = platform.config().stream().maxLateness().toMillis();
    LaneStats stats = job.stats(Route.USERS);
    platform.awaitDrained(DRAIN);
    long before = stats.accepted.sum() + stats.duplicates.sum() + stats.deadLetters();
    long lateBefore = stats.deadLetters(Refusal.LATE).sum();
    Random random = new Random(11);
    int late = 0;
    for (int i = 0; i < 500; i++) {
      long age = (long) (random.nextDouble() * 2 * limit);
      Event event = TestEvents.event(EventKind.CLICK, "l" + i, "late-" + i % 7, "i1", now - age);
      boolean backfill = random.nextInt(4) == 0;
      platform.sendAt(now, event, backfill ? List.of(Lateness.BACKFILL) : List.of());
      late += age > limit && !backfill ? 1 : 0;
    }
    platform.flush();
    LogOracle oracle = assertRedisEqualsTheLog();
    assertThat(stats.accepted.sum() + stats.duplicates.sum() + stats.deadLetters() - before)
        .isEqualTo(500);
    assertThat(stats.deadLetters(Refusal.LATE).sum() - lateBefore).isEqualTo(late);
    assertThat(late).isBetween(100, 400);
    assertThat(oracle.users).containsKeys("late-0");
  }

  private static long deadLetters() {
    return job.stats(Route.USERS).deadLetters();
  }

  @Test
  void itemStates_onTheChangeLog_endAsRedisHasThem() {
    platform.send(EventLog.of(2, 2_000, System.currentTimeMillis(), 3_600_000L));
    LogOracle oracle = assertRedisEqualsTheLog();
    Map<String, byte[]> newest = new TreeMap<>();
    Map<String, StateVersion> versions = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : platform.read(Topics.ITEM_STATES)) {
      String id = new String(record.key(), UTF_8);
      assertThat(record.partition()).isEqualTo(Partitioning.of(id, TestPlatform.PARTITIONS));
      newest.put(id, record.value());
      versions.merge(
          id,
          StateVersion.decode(record.headers().lastHeader(StateVersion.HEADER).value()),
          (old, next) -> {
            assertThat(next).isGreaterThan(old);
            return next;
          });
    }
    versions.forEach(
        (id, version) -> {
          int partition = Partitioning.of(id, TestPlatform.PARTITIONS);
          Position position =
              Objects.requireNonNull(platform.redis.position(CATALOG.itemActivity(), partition));
          assertThat(version.epoch()).isLessThanOrEqualTo(position.epoch());
          assertThat(version.offset()).isLessThanOrEqualTo(position.offset());
          version
              .sources()
              .forEach(
                  (source, next) ->
                      assertThat(next).isLessThanOrEqualTo(position.sources().get(source)));
        });
    Map<String, byte[]> expected = new TreeMap<>();
    oracle.items.forEach((id, state) -> expected.put(id, state.encode()));
    assertThat(newest).containsExactlyEntriesOf(expected);
  }

  @Test
  void nullValue_erasesTheUser_inItsPlaceInTheLog() {
    long now = System.currentTimeMillis();
    List<Event> before = new ArrayList<>();
    List<Event> after = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      before.add(TestEvents.event(EventKind.CLICK, "b" + i, "gone-" + i % 4, "i" + i, now + i));
      after.add(TestEvents.event(EventKind.CLICK, "a" + i, "gone-" + i % 2, "i" + i, now + i));
    }
    platform.send(before);
    List.of("gone-0", "gone-2", "gone-never").forEach(user -> platform.send(user, null));
    platform.send(after);
    platform.flush();
    LogOracle oracle = assertRedisEqualsTheLog();
    assertThat(oracle.users).doesNotContainKeys("gone-2", "gone-never").containsKeys("gone-0");
    assertThat(Objects.requireNonNull(oracle.users.get("gone-0")).history(now + 100)).hasSize(10);
    platform.redis.wipe();
    assertRedisEqualsTheLog();
    assertThat(platform.redis.dump("slate:*:s:gone-2")).isEmpty();
  }

  @Test
  void redisWiped_inTheMiddle_healsToTheExactState() {
    platform.send(EventLog.of(3, 20_000, System.currentTimeMillis(), 86_400_000L));
    long half = platform.committed(Route.ITEMS) + 500;
    await().atMost(DRAIN).until(() -> platform.committed(Route.ITEMS) > half);
    platform.redis.wipe();
    platform.send(EventLog.of(4, 2_000, System.currentTimeMillis(), 3_600_000L));
    assertRedisEqualsTheLog();
  }

  @Test
  void redisGone_waitsAndLosesNothing() {
    platform.send(EventLog.of(5, 2_000, System.currentTimeMillis(), 3_600_000L));
    platform.redis.kill();
    platform.send(EventLog.of(6, 2_000, System.currentTimeMillis(), 3_600_000L));
    platform.redis.revive();
    assertRedisEqualsTheLog();
    assertThat(job.failed()).isNotDone();
  }

  @Test
  void anotherOwner_fencesThisJob_andItTakesOverAgain() {
    platform.awaitDrained(DRAIN);
    try (RedisPartitionStateStore zombie =
        new RedisPartitionStateStore(platform.redis.uri(), TestPlatform.PARTITIONS)) {
      for (int partition = 0; partition < TestPlatform.PARTITIONS; partition++) {
        zombie.acquire(CATALOG.userActivity(), partition);
      }
      platform.send(EventLog.of(7, 1_000, System.currentTimeMillis(), 3_600_000L));
      assertRedisEqualsTheLog();
    }
  }

  @Test
  void secondJob_joinsAndTheFirstLeaves_nothingIsLostOrCountedTwice() {
    try (StreamJob second = new StreamJob(platform.config(), null)) {
      second.start();
      AtomicInteger seed = new AtomicInteger(1_000);
      await()
          .atMost(DRAIN)
          .until(
              () -> {
                long now = System.currentTimeMillis();
                platform.send(EventLog.of(seed.incrementAndGet(), 200, now, 3_600_000L));
                return second.stats(Route.USERS).records.sum() > 0;
              });
      assertRedisEqualsTheLog();
      platform.send(EventLog.of(9, 5_000, System.currentTimeMillis(), 3_600_000L));
    }
    assertRedisEqualsTheLog();
  }

  @Test
  void anEvent_isReadableSoonAfterItWasAccepted() throws Exception {
    platform.awaitDrained(DRAIN);
    long[] tookNanos = new long[21];
    try (ValueReader reader =
        new RedisValueReader(
            platform.redis.uri(), TestPlatform.PARTITIONS, Duration.ofSeconds(1))) {
      await().until(() -> ((RedisValueReader) reader).isConnected());
      for (int i = 0; i < tookNanos.length; i++) {
        String user = "fresh-" + i;
        Event click =
            TestEvents.event(EventKind.CLICK, "e", user, "i1", System.currentTimeMillis());
        platform.send(List.of(click));
        long begin = System.nanoTime();
        List<ValueReader.Key> key = List.of(new ValueReader.Key(CATALOG.userActivity(), user));
        EntityState found = EntityState.empty(CATALOG.userActivity());
        while (found.isEmpty() && System.nanoTime() - begin < 10_000_000_000L) {
          for (ValueReader.Stored stored :
              reader.read(key).toCompletableFuture().get(1, TimeUnit.SECONDS)) {
            byte[] bytes = stored.bytes();
            found = bytes == null ? found : EntityState.decode(CATALOG.userActivity(), bytes);
          }
        }
        tookNanos[i] = System.nanoTime() - begin;
        assertThat(found.newestEventTimeMs()).isEqualTo(click.eventTimeMs());
      }
      assertThat(reader.newestEventTimeMs(CATALOG.userActivity()).toCompletableFuture().get())
          .isGreaterThan(System.currentTimeMillis() - 60_000);
    }
    java.util.Arrays.sort(tookNanos);
    System.out.printf(
        "event to readable: median %.1f ms, worst %.1f ms%n",
        tookNanos[10] / 1e6, tookNanos[20] / 1e6);
    // 100 ms is the aim; a loaded build machine gets more.
    assertThat(Duration.ofNanos(tookNanos[10])).isLessThan(Duration.ofMillis(400));
  }
}
