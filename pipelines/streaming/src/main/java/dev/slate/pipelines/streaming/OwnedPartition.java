package dev.slate.pipelines.streaming;

import dev.slate.data.event.Event;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.store.PartitionStateStore;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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
      Map<String, byte[]> encoded) {}

  private record Read(ConsumerRecord<byte[], byte[]> record, Event event) {}

  Position position() {
    return position;
  }

  /** Folds the next records and sends what follows from them. */
  Batch fold(List<ConsumerRecord<byte[], byte[]>> records, Outbox outbox) {
    Map<Integer, Long> sources = new TreeMap<>(position.sources());
    List<Read> events = read(records, sources, outbox);
    Map<String, EntityState> states = statesOf(events);
    Map<String, EntityState> changed = new LinkedHashMap<>();
    long newest = position.newestEventTimeMs();
    for (Read read : events) {
      Event event = read.event();
      String id = route.entity().idOf(event);
      EntityState state = states.get(id);
      if (state == null || !state.apply(event)) {
        stats.duplicates.increment();
        continue;
      }
      stats.accepted.increment();
      changed.put(id, state);
      newest = Math.max(newest, event.eventTimeMs());
      if (route == Route.USERS) {
        outbox.rekey(read.record(), event);
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
    return new Batch(this, to, states, encode(changed, outbox));
  }

  private List<Read> read(
      List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Long> sources, Outbox outbox) {
    List<Read> events = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      stats.records.increment();
      try {
        Event event = reader.read(record);
        if (route == Route.USERS || isWanted(Source.of(record.headers()), sources)) {
          events.add(new Read(record, event));
        } else {
          stats.duplicates.increment();
        }
      } catch (InvalidRecordException e) {
        stats.deadLetters.increment();
        outbox.deadLetter(record, String.valueOf(e.getMessage()));
      }
    }
    return events;
  }

  private static boolean isWanted(Source source, Map<Integer, Long> sources) {
    if (source.offset() < sources.getOrDefault(source.partition(), 0L)) {
      return false;
    }
    sources.put(source.partition(), source.offset() + 1);
    return true;
  }

  /** The states of all entities of a batch: cached ones, and the rest from one read. */
  private Map<String, EntityState> statesOf(List<Read> events) {
    Map<String, EntityState> states = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (Read read : events) {
      String id = route.entity().idOf(read.event());
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

  private Map<String, byte[]> encode(Map<String, EntityState> changed, Outbox outbox) {
    Map<String, byte[]> encoded = new LinkedHashMap<>();
    for (Map.Entry<String, EntityState> entry : changed.entrySet()) {
      byte[] bytes = entry.getValue().encode();
      encoded.put(entry.getKey(), bytes);
      if (route == Route.ITEMS) {
        // Before the commit: a crash in between repeats it, and the values are absolute.
        outbox.publish(entry.getKey(), bytes);
      }
    }
    return encoded;
  }

  /** Makes a batch of this partition durable. */
  void commit(Batch batch) {
    store.commit(route.view(), partition, position, batch.to(), batch.encoded());
    position = batch.to();
    cache.putAll(batch.states());
    stats.commits.increment();
  }
}
