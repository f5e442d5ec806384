package dev.slate.featurestore.freshness;

import dev.slate.data.event.Canary;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.featurestore.store.ValueReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Everything in maps; for tests and one process. Thread-safe. */
public final class InMemoryFreshnessStore implements FreshnessStore {
  private final int partitions;
  private final Map<String, LagReport> lags = new TreeMap<>();
  private final Map<String, Position> positions = new TreeMap<>();
  private final Map<String, Map<Long, Long>> ages = new TreeMap<>();
  private final List<ValueReader.Key> entities = new ArrayList<>();

  public InMemoryFreshnessStore(int partitions) {
    this.partitions = partitions;
  }

  /** Sets what a stream job would have committed. */
  public synchronized void position(FeatureView view, int partition, Position position) {
    positions.put(view.name() + "." + partition, position);
  }

  /** Adds an entity to be walked over. */
  public synchronized void entity(FeatureView view, String id) {
    entities.add(new ValueReader.Key(view, id));
  }

  @Override
  public synchronized void publishLag(FeatureView view, int partition, LagReport report) {
    lags.put(view.name() + "." + partition, LagReport.decode(report.encode()));
  }

  @Override
  public synchronized CompletionStage<List<PartitionReading>> partitions(FeatureView view) {
    List<PartitionReading> readings = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      String name = view.name() + "." + partition;
      readings.add(new PartitionReading(partition, positions.get(name), lags.get(name)));
    }
    return CompletableFuture.completedFuture(readings);
  }

  @Override
  public synchronized CompletionStage<List<ValueReader.Key>> walk(List<FeatureView> views) {
    return CompletableFuture.completedFuture(
        entities.stream()
            .filter(key -> views.contains(key.view()) && !Canary.isUser(key.id()))
            .toList());
  }

  @Override
  public synchronized void keepAge(String row, long minute, long ageMs) {
    Map<Long, Long> kept = ages.computeIfAbsent(row, name -> new TreeMap<>());
    kept.put(minute, ageMs);
    kept.keySet().removeIf(one -> one <= minute - HISTORY_MINUTES);
  }

  @Override
  public synchronized CompletionStage<Map<Long, Long>> ages(String row) {
    return CompletableFuture.completedFuture(Map.copyOf(ages.getOrDefault(row, Map.of())));
  }

  @Override
  public void close() {}
}
