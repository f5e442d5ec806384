package dev.slate.featurestore.store;

import dev.slate.data.Partitioning;
import dev.slate.featurestore.FeatureView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * All three store interfaces over maps, for tests and for programs that need no server; thread-safe
 * by one lock. It keeps nothing on disk.
 */
public final class InMemoryFeatureStore
    implements PartitionStateStore, PackedRowWriter, ValueReader {

  private record Partition(String view, int number) {}

  private record Entity(String view, String id) {}

  private final int partitions;
  private final Map<Partition, Position> positions = new HashMap<>();
  private final Map<Entity, byte[]> values = new HashMap<>();
  private final Map<String, Long> newest = new HashMap<>();

  /**
   * @param partitions of the state, as {@code kafka.partitions}
   */
  public InMemoryFeatureStore(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public synchronized Position acquire(FeatureView view, int partition) {
    Partition key = new Partition(view.name(), partition);
    Position.requireLoaded(positions.get(key), view, partition);
    Position position = Position.nextEpoch(positions.get(key), System.currentTimeMillis());
    positions.put(key, position);
    return position;
  }

  @Override
  public synchronized Position beginLoad(FeatureView view, int partition) {
    Partition key = new Partition(view.name(), partition);
    Position position = Position.loading(positions.get(key), System.currentTimeMillis());
    positions.put(key, position);
    values
        .keySet()
        .removeIf(
            entity ->
                entity.view().equals(view.name())
                    && Partitioning.of(entity.id(), partitions) == partition);
    return position;
  }

  @Override
  public synchronized List<byte @Nullable []> load(
      FeatureView view, int partition, Position at, List<String> ids) {
    at.requireStored(positions.get(new Partition(view.name(), partition)), view, partition);
    List<byte @Nullable []> loaded = new ArrayList<>(ids.size());
    ids.forEach(id -> loaded.add(values.get(new Entity(view.name(), id))));
    return loaded;
  }

  @Override
  public synchronized void commit(
      FeatureView view,
      int partition,
      Position from,
      Position to,
      Map<String, byte @Nullable []> states) {
    Partition key = new Partition(view.name(), partition);
    if (from.mustWrite(to, positions.get(key), view, partition)) {
      states.forEach(
          (id, bytes) -> {
            Entity entity = new Entity(view.name(), id);
            if (bytes == null) {
              values.remove(entity);
            } else {
              values.put(entity, bytes);
            }
          });
      positions.put(key, to);
    }
  }

  @Override
  public synchronized void write(FeatureView view, Map<String, PackedRow> rows) {
    rows.forEach(
        (id, row) -> {
          Entity key = new Entity(view.name(), id);
          byte[] old = values.get(key);
          if (old == null || PackedRow.decode(old).eventTimeMs() <= row.eventTimeMs()) {
            values.put(key, row.encode());
          }
        });
  }

  @Override
  public synchronized void publish(FeatureView view, long newestEventTimeMs) {
    newest.merge(view.name(), newestEventTimeMs, Math::max);
  }

  @Override
  public synchronized CompletionStage<List<Stored>> read(List<Key> keys) {
    List<Stored> found = new ArrayList<>(keys.size());
    for (Key key : keys) {
      Partition partition = new Partition(key.view().name(), Partitioning.of(key.id(), partitions));
      found.add(
          new Stored(
              values.get(new Entity(key.view().name(), key.id())), positions.get(partition)));
    }
    return CompletableFuture.completedFuture(found);
  }

  @Override
  public synchronized CompletionStage<Long> newestEventTimeMs(FeatureView view) {
    long time = newest.getOrDefault(view.name(), 0L);
    for (int partition = 0; partition < partitions; partition++) {
      Position position = positions.get(new Partition(view.name(), partition));
      time = position == null ? time : Math.max(time, position.newestEventTimeMs());
    }
    return CompletableFuture.completedFuture(time);
  }

  /** Forgets everything, as a wiped server would. */
  public synchronized void wipe() {
    positions.clear();
    values.clear();
    newest.clear();
  }

  @Override
  public void close() {}
}
