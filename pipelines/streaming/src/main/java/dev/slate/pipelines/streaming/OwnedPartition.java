package dev.slate.pipelines.streaming;

import dev.slate.data.event.Canary;
import dev.slate.data.event.Event;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.admission.RefusedRecordException;
import dev.slate.featurestore.store.PartitionStateStore;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.featurestore.store.StateVersion;
import java.util.ArrayList;
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
 * wanted offsets are part of the committed position. All this holds only if an owner accepts what
 * the next one will accept, so it folds onto nothing but states of its own position: {@link
 * PartitionStateStore#load} refuses any other.
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
  private final IngestionLag lag = new IngestionLag();
  private Position position;

  OwnedPartition(
      Route route,
      int partition,
      Position position,
      EventReader reader,
      PartitionStateStore store,
      LaneStats stats,
      long cacheBytes) {
    this.route = route;
    this.partition = partition;
    this.position = position;
    this.reader = reader;
    this.store = store;
    this.stats = stats;
    this.cache = new StateCache(cacheBytes);
  }

  Position position() {
    return position;
  }

  IngestionLag lag() {
    return lag;
  }

  /** Folds the next records and sends what follows from them. */
  Batch fold(List<ConsumerRecord<byte[], byte[]>> records, Outbox outbox) {
    Map<Integer, Long> sources = new TreeMap<>(position.sources());
    Batch batch = read(records, sources, outbox);
    load(batch);
    long newest = position.newestEventTimeMs();
    for (Reading reading : batch.readings()) {
      Event event = reading.event();
      if (event == null) {
        stats.erasures.increment();
        reading.entry().erase(route.view());
      } else if (isAccepted(reading.entry(), event)) {
        if (Canary.is(event)) {
          // It only shows that the way here works: no item has it, no view is fresher by it.
          continue;
        }
        newest = Math.max(newest, event.eventTimeMs());
        lag.accepted(event.eventTimeMs(), reading.record().timestamp());
        if (route == Route.USERS) {
          outbox.rekey(reading.record(), event);
        }
      }
    }
    ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
    batch.foldedTo(
        new Position(
            position.epoch(),
            last.offset() + 1,
            sources,
            newest,
            position.coverage().until(last.timestamp())));
    encode(batch, outbox);
    return batch;
  }

  private boolean isAccepted(Entry entry, Event event) {
    boolean isCovered = entry.state().coversRepeatsOf(event);
    if (!entry.apply(event)) {
      stats.duplicates.increment();
      return false;
    }
    stats.accepted.increment();
    if (!isCovered) {
      stats.dedupWindowExceeded.increment();
    }
    return true;
  }

  private Batch read(
      List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Long> sources, Outbox outbox) {
    Batch batch = new Batch(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        if (route == Route.USERS || isWanted(Source.of(record.headers()), sources)) {
          reader.read(record, batch);
        } else {
          stats.duplicates.increment();
        }
      } catch (RefusedRecordException e) {
        stats.deadLetters(e.reason()).increment();
        outbox.deadLetter(record, e);
      }
    }
    stats.records.add(records.size());
    return batch;
  }

  private static boolean isWanted(Source source, Map<Integer, Long> sources) {
    if (source.offset() < sources.getOrDefault(source.partition(), 0L)) {
      return false;
    }
    sources.put(source.partition(), source.offset() + 1);
    return true;
  }

  /** Gives each entity its state: cached ones, and the rest from one read. */
  private void load(Batch batch) {
    List<Entry> missing = new ArrayList<>();
    for (Entry entry : batch.entries()) {
      EntityState cached = cache.get(entry.id());
      if (cached == null) {
        missing.add(entry);
      } else {
        entry.load(cached);
      }
    }
    List<byte @Nullable []> stored =
        store.load(route.view(), partition, position, missing.stream().map(Entry::id).toList());
    for (int i = 0; i < missing.size(); i++) {
      byte[] bytes = stored.get(i);
      missing.get(i).load(bytes == null ? EntityState.empty(route.view()) : decode(bytes));
    }
  }

  private EntityState decode(byte[] bytes) {
    return UnusableStateException.naming(
        route.view(), partition, () -> EntityState.decode(route.view(), bytes));
  }

  private void encode(Batch batch, Outbox outbox) {
    Position to = batch.to();
    byte[] version = new StateVersion(to.epoch(), to.offset(), to.sources()).encode();
    for (Entry entry : batch.entries()) {
      if (entry.isChanged()) {
        entry.encode();
        byte[] bytes = entry.encoded();
        if (route == Route.ITEMS && bytes != null) {
          // Before the commit: a crash in between repeats it, and the values are absolute.
          outbox.publish(entry.id(), bytes, version);
        }
      }
    }
  }

  /** Makes a batch of this partition durable. */
  void commit(Batch batch) {
    Map<String, byte @Nullable []> changes = batch.changes();
    long begin = System.nanoTime();
    store.commit(route.view(), partition, position, batch.to(), changes);
    stats.commitNanos.add(System.nanoTime() - begin);
    position = batch.to();
    lag.readable(System.currentTimeMillis());
    for (Entry entry : batch.entries()) {
      byte[] bytes = entry.encoded();
      if (entry.isChanged()) {
        cache.put(entry.id(), entry.state(), bytes == null ? 0 : bytes.length);
      }
    }
    stats.commits.increment();
    stats.states.add(changes.size());
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
