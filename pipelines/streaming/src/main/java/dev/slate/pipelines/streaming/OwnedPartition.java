package dev.slate.pipelines.streaming;

import dev.slate.data.event.Event;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.admission.RefusedRecordException;
import dev.slate.featurestore.store.PartitionStateStore;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.featurestore.store.StateVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a topic and the state that is folded from it, while this process owns it.
 *
 * <p><b>Each event counts exactly once.</b> In {@code events}: states and the offset behind them
 * are committed together, so a new owner goes on exactly where the state stands, and folding the
 * same records from the same state gives the same result.
 *
 * <p>In {@code events-by-item}: an owner sends the accepted records of a batch on before it commits
 * the batch. If it dies between the two, the next owner starts from the same committed state,
 * accepts the same records and sends all of them again. So what arrives from one source partition
 * is the ascending run of its accepted offsets, in which a beginning may be repeated; {@link
 * Outbox} makes sure that a run has no hole. Hence a record whose source offset is below the next
 * one wanted from that source has been folded already, and is dropped; any other has not. The
 * wanted offsets are part of the committed position.
 *
 * <p>Usage: {@link #fold}, then {@link Outbox#flush}, then {@link #commit}. After a failure of any
 * of them the object is useless, because its states are ahead of what is stored: acquire the
 * partition again. One thread.
 */
final class OwnedPartition {
  private final Route route;
  private final int partition;
  private final EventReader reader;
  private final PartitionStateStore store;
  private final LaneStats stats;
  private final StateCache cache;
  private Position position;

  OwnedPartition(
      Route route,
      int partition,
      Position position,
      EventReader reader,
      PartitionStateStore store,
      LaneStats stats,
      int cachedStates) {
    this.route = route;
    this.partition = partition;
    this.position = position;
    this.reader = reader;
    this.store = store;
    this.stats = stats;
    this.cache = new StateCache(cachedStates);
  }

  /** A folded batch that is not yet committed. */
  record Batch(
      OwnedPartition owner,
      Position to,
      Map<String, EntityState> states,
      Map<String, byte @Nullable []> encoded) {}

  Position position() {
    return position;
  }

  /** Folds the next records and sends what follows from them. */
  Batch fold(List<ConsumerRecord<byte[], byte[]>> records, Outbox outbox) {
    Map<Integer, Long> sources = new TreeMap<>(position.sources());
    List<Reading> readings = read(records, sources, outbox);
    Map<String, EntityState> states = statesOf(readings);
    Map<String, @Nullable EntityState> changed = new LinkedHashMap<>();
    long newest = position.newestEventTimeMs();
    for (Reading reading : readings) {
      Event event = reading.event();
      String id = reading.id();
      EntityState state = states.get(id);
      if (event == null) {
        stats.erasures.increment();
        states.put(id, EntityState.empty(route.view()));
        changed.put(id, null);
      } else if (state == null || !state.apply(event)) {
        stats.duplicates.increment();
      } else {
        stats.accepted.increment();
        changed.put(id, state);
        newest = Math.max(newest, event.eventTimeMs());
        if (route == Route.USERS) {
          outbox.rekey(reading.record(), event);
        }
      }
    }
    ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
    Position to =
        new Position(
            position.epoch(),
            last.offset() + 1,
            sources,
            newest,
            position.coverage().until(last.timestamp()));
    return new Batch(this, to, states, encode(changed, to, outbox));
  }

  private List<Reading> read(
      List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Long> sources, Outbox outbox) {
    List<Reading> readings = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      stats.records.increment();
      try {
        if (route == Route.USERS || isWanted(Source.of(record.headers()), sources)) {
          readings.add(reader.read(record));
        } else {
          stats.duplicates.increment();
        }
      } catch (RefusedRecordException e) {
        stats.deadLetters(e.reason()).increment();
        outbox.deadLetter(record, e);
      }
    }
    return readings;
  }

  private static boolean isWanted(Source source, Map<Integer, Long> sources) {
    if (source.offset() < sources.getOrDefault(source.partition(), 0L)) {
      return false;
    }
    sources.put(source.partition(), source.offset() + 1);
    return true;
  }

  /** The states of all entities of a batch: cached ones, and the rest from one read. */
  private Map<String, EntityState> statesOf(List<Reading> readings) {
    Map<String, EntityState> states = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (Reading reading : readings) {
      String id = reading.id();
      if (!states.containsKey(id)) {
        EntityState cached = cache.get(id);
        states.put(id, cached == null ? EntityState.empty(route.view()) : cached);
        if (cached == null) {
          missing.add(id);
        }
      }
    }
    List<byte[]> stored = store.load(route.view(), partition, missing);
    for (int i = 0; i < missing.size(); i++) {
      byte[] bytes = stored.get(i);
      if (bytes != null) {
        states.put(
            missing.get(i),
            UnusableStateException.naming(
                route.view(), partition, () -> EntityState.decode(route.view(), bytes)));
      }
    }
    return states;
  }

  private Map<String, byte @Nullable []> encode(
      Map<String, @Nullable EntityState> changed, Position to, Outbox outbox) {
    byte[] version = new StateVersion(to.epoch(), to.offset(), to.sources()).encode();
    Map<String, byte @Nullable []> encoded = new LinkedHashMap<>();
    changed.forEach(
        (id, state) -> {
          byte[] bytes = state == null ? null : state.encode();
          encoded.put(id, bytes);
          if (route == Route.ITEMS && bytes != null) {
            // Before the commit: a crash in between repeats it, and the values are absolute.
            outbox.publish(id, bytes, version);
          }
        });
    return encoded;
  }

  /** Makes a batch of this partition durable. */
  void commit(Batch batch) {
    store.commit(route.view(), partition, position, batch.to(), batch.encoded());
    position = batch.to();
    cache.putAll(batch.states());
    stats.commits.increment();
    stats.states.add(batch.encoded().size());
  }

  /**
   * Records that nothing was appended before a time but what is folded.
   *
   * <p>It is a commit like any other, so an idle partition also notices that its state was lost.
   */
  void idleUntil(long nowMs) {
    Position to =
        new Position(
            position.epoch(),
            position.offset(),
            position.sources(),
            position.newestEventTimeMs(),
            position.coverage().until(nowMs));
    store.commit(route.view(), partition, position, to, Map.of());
    position = to;
  }
}
