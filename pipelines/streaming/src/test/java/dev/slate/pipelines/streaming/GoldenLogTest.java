package dev.slate.pipelines.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slate.data.event.Event;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.EventReplayer;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.online.RedisPackedRowWriter;
import dev.slate.featurestore.online.RedisValueReader;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.featurestore.store.ValueReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bar 7: one seeded log with repeats, disorder and late events; each feature of the catalogue has
 * the same bits by replay, from the stream's state in Redis, and as the online reader reads it.
 */
class GoldenLogTest {
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();
  private static final long FINGERPRINT = PackedRow.shortFingerprint(CATALOG.fingerprint());

  /** What happened, each event once, by entity id, in the replay's order. */
  private static Map<String, List<Event>> history(List<Event> log, Entity entity) {
    Map<String, List<Event>> byId = new TreeMap<>();
    for (Event event : new HashSet<>(log)) {
      byId.computeIfAbsent(entity.idOf(event), id -> new ArrayList<>()).add(event);
    }
    byId.values().forEach(events -> events.sort(EventReplayer.ORDER));
    return byId;
  }

  private static EntityState replayed(FeatureView view, List<Event> events) {
    return new EventReplayer(view).replay(events, new long[0], (index, state) -> {});
  }

  private static int[] bits(EntityState state, long nowMs) {
    float[] values = new float[state.view().scalars().size()];
    state.values(nowMs, values, 0);
    return bits(values);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  @Test
  void everyFeature_byReplayStreamAndReader_isTheSameBits(@TempDir Path directory)
      throws Exception {
    long now = System.currentTimeMillis();
    List<Event> log = EventLog.of(7, 6_000, now, 8 * 86_400_000L);
    Set<String> compared = new HashSet<>();
    try (TestPlatform platform = new TestPlatform(directory.resolve("kafka"));
        StreamJob job = new StreamJob(platform.config(), null)) {
      job.start();
      platform.send(log);
      platform.awaitDrained(Duration.ofSeconds(60));
      try (RedisValueReader reader =
              new RedisValueReader(
                  platform.redis.uri(), TestPlatform.PARTITIONS, Duration.ofSeconds(5));
          RedisPackedRowWriter rows = new RedisPackedRowWriter(platform.redis.uri())) {
        await().until(reader::isConnected);
        for (FeatureView view : CATALOG.views()) {
          Map<String, List<Event>> history = history(log, view.entity());
          switch (view.source()) {
            case STREAM -> compareStream(view, history, platform, reader, now);
            case BATCH -> compareBatch(view, history, log, rows, reader, now);
          }
          compared.addAll(view.scalarNames());
        }
      }
    }
    assertThat(compared)
        .hasSize(CATALOG.views().stream().mapToInt(view -> view.scalars().size()).sum());
  }

  private static void compareStream(
      FeatureView view,
      Map<String, List<Event>> history,
      TestPlatform platform,
      ValueReader reader,
      long now)
      throws Exception {
    Map<String, byte[]> dump = platform.redis.dump("slate:{" + view.name() + ".*}:s:*");
    assertThat(dump).hasSize(history.size());
    Map<String, byte[]> stored = new HashMap<>();
    dump.forEach((key, value) -> stored.put(key.substring(key.indexOf(":s:") + 3), value));
    List<String> ids = List.copyOf(history.keySet());
    List<byte[]> read = read(view, ids, reader);
    for (int i = 0; i < ids.size(); i++) {
      EntityState replay = replayed(view, history.getOrDefault(ids.get(i), List.of()));
      EntityState stream = EntityState.decode(view, stored.getOrDefault(ids.get(i), new byte[0]));
      EntityState online = EntityState.decode(view, read.get(i));
      for (long at : new long[] {now, now + 1_800_000, now + 26 * 3_600_000L}) {
        assertThat(bits(stream, at)).as(ids.get(i)).isEqualTo(bits(replay, at));
        assertThat(bits(online, at)).as(ids.get(i)).isEqualTo(bits(replay, at));
        List<RecentItem> list = replay.history(at);
        assertThat(stream.history(at)).isEqualTo(list);
        assertThat(online.history(at)).isEqualTo(list);
      }
    }
  }

  /** Batch views fold in whatever order the lake gives; rows pass through Redis. */
  private static void compareBatch(
      FeatureView view,
      Map<String, List<Event>> history,
      List<Event> log,
      RedisPackedRowWriter rows,
      ValueReader reader,
      long now)
      throws Exception {
    Map<String, EntityState> arrival = new HashMap<>();
    Set<Event> seen = new HashSet<>();
    for (Event event : log) {
      if (seen.add(event)) {
        arrival
            .computeIfAbsent(view.entity().idOf(event), id -> EntityState.empty(view))
            .apply(event);
      }
    }
    Map<String, PackedRow> packed = new HashMap<>();
    arrival.forEach(
        (id, state) -> {
          float[] values = new float[view.scalars().size()];
          state.values(now, values, 0);
          packed.put(id, new PackedRow(FINGERPRINT, now, values));
        });
    rows.write(view, packed);
    List<String> ids = List.copyOf(history.keySet());
    List<byte[]> read = read(view, ids, reader);
    for (int i = 0; i < ids.size(); i++) {
      EntityState replay = replayed(view, history.getOrDefault(ids.get(i), List.of()));
      assertThat(bits(PackedRow.decode(read.get(i)).values()))
          .as(ids.get(i))
          .isEqualTo(bits(replay, now));
    }
  }

  private static List<byte[]> read(FeatureView view, List<String> ids, ValueReader reader)
      throws Exception {
    List<ValueReader.Key> keys = ids.stream().map(id -> new ValueReader.Key(view, id)).toList();
    return reader.read(keys).toCompletableFuture().get(5, TimeUnit.SECONDS).stream()
        .map(ValueReader.Stored::bytes)
        .toList();
  }
}
