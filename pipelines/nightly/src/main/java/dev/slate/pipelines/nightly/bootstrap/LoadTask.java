package dev.slate.pipelines.nightly.bootstrap;

import dev.slate.data.Partitioning;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.Coverage;
import dev.slate.featurestore.store.PartitionStateStore;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.featurestore.store.StateVersion;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/**
 * Writes the states of one Spark task; repeated by Spark, it writes the same again.
 *
 * @param view name of the view
 * @param epochs of the loader, by partition
 * @param offsets that the states will stand at, by partition
 * @param sources likewise, the same for all partitions
 * @param written counts states, for people
 */
record LoadTask(
    LoadTarget target,
    String view,
    Map<Integer, Long> epochs,
    Map<Integer, Long> offsets,
    Map<Integer, Long> sources,
    LongAccumulator written)
    implements Serializable {
  private static final int STATES_PER_COMMIT = 1_000;

  static Position loading(long epoch) {
    return new Position(epoch, 0, Map.of(), 0, Coverage.LOADING);
  }

  /**
   * @param rows as {@code StreamStates.ROWS}
   */
  Iterator<LoadedPartition> run(Iterator<Row> rows) {
    FeatureView loaded = FeatureCatalog.standard().view(view).orElseThrow();
    Map<Integer, LoadedPartition> counts = new HashMap<>();
    Map<Integer, Map<String, byte[]>> chunks = new HashMap<>();
    try (PartitionStateStore store = target.store();
        Announcement announcement = new Announcement(loaded)) {
      while (rows.hasNext()) {
        Row row = rows.next();
        int partition = Partitioning.of(row.getString(0), target.partitions());
        Map<String, byte[]> chunk = chunks.computeIfAbsent(partition, p -> new HashMap<>());
        chunk.put(row.getString(0), row.getAs(1));
        counts.merge(
            partition, new LoadedPartition(partition, 1, row.getLong(2)), LoadedPartition::sum);
        if (chunk.size() == STATES_PER_COMMIT) {
          write(store, announcement, loaded, partition, chunk);
          chunk.clear();
        }
      }
      for (Map.Entry<Integer, Map<String, byte[]>> rest : chunks.entrySet()) {
        write(store, announcement, loaded, rest.getKey(), rest.getValue());
      }
    }
    return counts.values().iterator();
  }

  private void write(
      PartitionStateStore store,
      Announcement announcement,
      FeatureView loaded,
      int partition,
      Map<String, byte[]> chunk) {
    Position loading = loading(epochs.getOrDefault(partition, 0L));
    store.commit(loaded, partition, loading, loading, new HashMap<>(chunk));
    announcement.of(partition, chunk);
    written.add(chunk.size());
  }

  /** Of item states only: nobody keeps users in memory. */
  private final class Announcement implements AutoCloseable {
    private final List<ItemStateLog> logs = new ArrayList<>();

    Announcement(FeatureView loaded) {
      if (loaded.entity() == Entity.ITEM) {
        logs.add(new ItemStateLog(target));
      }
    }

    void of(int partition, Map<String, byte[]> states) {
      StateVersion version =
          new StateVersion(
              epochs.getOrDefault(partition, 0L), offsets.getOrDefault(partition, 0L), sources);
      logs.forEach(log -> log.publish(states, version));
      logs.forEach(ItemStateLog::flush);
    }

    @Override
    public void close() {
      logs.forEach(ItemStateLog::close);
    }
  }
}
