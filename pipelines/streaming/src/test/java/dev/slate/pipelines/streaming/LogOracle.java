package dev.slate.pipelines.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.Partitioning;
import dev.slate.data.Topics;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What Redis must hold: the plainest fold of the log, on one thread, without a crash. */
final class LogOracle {
  private static final long TEN_MINUTES_MS = 600_000;
  private static final long NINETY_DAYS_MS = 90 * 86_400_000L;
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();

  final Map<String, EntityState> users = new HashMap<>();
  final Map<String, EntityState> items = new HashMap<>();
  int unusable;
  int repeats;

  LogOracle(TestPlatform platform) {
    platform.scan(Topics.EVENTS, this::read);
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null && record.key().length > 0) {
      users.remove(new String(record.key(), UTF_8));
      return;
    }
    try {
      fold(EventCodec.decode(record.value()), record);
    } catch (RuntimeException e) {
      unusable++;
    }
  }

  private void fold(Event event, ConsumerRecord<byte[], byte[]> record) {
    boolean late =
        event.eventTimeMs() < record.timestamp() - NINETY_DAYS_MS
            && record.headers().lastHeader("backfill") == null;
    if (event.eventTimeMs() > record.timestamp() + TEN_MINUTES_MS
        || late
        || Partitioning.of(event.userId(), TestPlatform.PARTITIONS) != record.partition()) {
      unusable++;
    } else if (state(users, event.userId(), CATALOG.userActivity()).apply(event)) {
      state(items, event.itemId(), CATALOG.itemActivity()).apply(event);
    } else {
      repeats++;
    }
  }

  private static EntityState state(
      Map<String, EntityState> states, String id, dev.slate.featurestore.FeatureView view) {
    return states.computeIfAbsent(id, unknown -> EntityState.empty(view));
  }

  /** Every state key of Redis with its value. */
  Map<String, byte[]> redis() {
    Map<String, byte[]> expected = new TreeMap<>();
    users.forEach((id, state) -> expected.put(key(id, state), state.encode()));
    items.forEach((id, state) -> expected.put(key(id, state), state.encode()));
    return expected;
  }

  private static String key(String id, EntityState state) {
    int partition = Partitioning.of(id, TestPlatform.PARTITIONS);
    return "slate:{" + state.view().name() + "." + partition + "}:s:" + id;
  }
}
