package dev.slate.pipelines.nightly.bootstrap;

import dev.slate.data.Topics;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.offline.KafkaLog;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.LakeTable;
import dev.slate.featurestore.offline.StreamStates;
import dev.slate.featurestore.store.Coverage;
import dev.slate.featurestore.store.PartitionStateStore;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/**
 * Puts into the online store what the stream job would have made of all events that the lake has
 * read, and the positions from which it goes on exactly there. It may run beside stream jobs: they
 * wait for the partitions that are being loaded. If it dies, they go on waiting until it is run
 * again, and it begins anew.
 *
 * <p>Users' partitions go on at the offsets that the lake has read. The topic of re-keyed events is
 * read from what it has left, without what came from events before those offsets: the users' lane
 * sends all later ones again, in order, so whether they are there already decides nothing, and the
 * one that comes second is dropped, as after any crash.
 */
public final class Bootstrap {
  private static final long MS_PER_DAY = 86_400_000;

  private final SlateConfig config;
  private final Lake lake;
  private final LongConsumer progress;

  /**
   * @param progress told the number of states written so far, from one thread
   */
  public Bootstrap(SlateConfig config, Lake lake, LongConsumer progress) {
    this.config = config;
    this.lake = lake;
    this.progress = progress;
  }

  /**
   * Loads all stream views.
   *
   * @param readMs when the lake began to read the log for the last time
   * @return states by view
   */
  public Map<String, Long> load(long readMs) {
    Map<Integer, Long> read = lake.offsets(LakeTable.EVENTS);
    long version = lake.version(LakeTable.EVENTS);
    Map<String, Long> loaded = new LinkedHashMap<>();
    // Both are taken before either is written: from here on no stream job changes anything.
    LoadTarget target = LoadTarget.of(config);
    try (PartitionStateStore store = target.store()) {
      Map<FeatureView, Map<Integer, Position>> begun = new LinkedHashMap<>();
      FeatureCatalog catalog = FeatureCatalog.standard();
      for (FeatureView view : List.of(catalog.userActivity(), catalog.itemActivity())) {
        begun.put(view, begin(store, view));
      }
      begun.forEach(
          (view, positions) ->
              loaded.put(view.name(), load(store, view, positions, read, version, readMs)));
    }
    return loaded;
  }

  private Map<Integer, Position> begin(PartitionStateStore store, FeatureView view) {
    Map<Integer, Position> begun = new TreeMap<>();
    for (int partition = 0; partition < config.kafka().partitions(); partition++) {
      begun.put(partition, store.beginLoad(view, partition));
    }
    return begun;
  }

  private long load(
      PartitionStateStore store,
      FeatureView view,
      Map<Integer, Position> begun,
      Map<Integer, Long> read,
      long version,
      long readMs) {
    boolean items = view.entity() == Entity.ITEM;
    Map<Integer, Long> offsets =
        items
            ? new KafkaLog(config.kafka().bootstrapServers()).begins(Topics.EVENTS_BY_ITEM)
            : read;
    Map<Integer, Long> sources = items ? read : Map.of();
    Map<Integer, LoadedPartition> written = write(view, begun, offsets, sources, version);
    Coverage coverage = new Coverage(keptFromMs(readMs), readMs, 0);
    begun.forEach(
        (partition, loading) -> {
          LoadedPartition there =
              written.getOrDefault(partition, new LoadedPartition(partition, 0, 0));
          Position end =
              new Position(
                  loading.epoch(),
                  offsets.getOrDefault(partition, 0L),
                  sources,
                  there.newestEventTimeMs(),
                  coverage);
          store.commit(view, partition, loading, end, Map.of());
        });
    return written.values().stream().mapToLong(LoadedPartition::states).sum();
  }

  private Map<Integer, LoadedPartition> write(
      FeatureView view,
      Map<Integer, Position> begun,
      Map<Integer, Long> offsets,
      Map<Integer, Long> sources,
      long version) {
    Map<Integer, Long> epochs = new HashMap<>();
    begun.forEach((partition, position) -> epochs.put(partition, position.epoch()));
    LongAccumulator counted = lake.spark().sparkContext().longAccumulator();
    LoadTask task =
        new LoadTask(
            LoadTarget.of(config),
            view.name(),
            epochs,
            new HashMap<>(offsets),
            new HashMap<>(sources),
            counted);
    FlatMapFunction<java.util.Iterator<Row>, LoadedPartition> run = task::run;
    Map<Integer, LoadedPartition> written = new HashMap<>();
    try (Ticker ticker = new Ticker(() -> progress.accept(counted.value()))) {
      StreamStates.of(lake.read(LakeTable.EVENTS, version), view)
          .toJavaRDD()
          .mapPartitions(run)
          .collect()
          .forEach(part -> written.merge(part.partition(), part, LoadedPartition::sum));
    }
    return written;
  }

  /** What the lake has deleted by its own retention is not in the states. */
  private long keptFromMs(long readMs) {
    int days = config.lake().retentionDays();
    return days == 0 ? 0 : readMs - days * MS_PER_DAY;
  }
}
