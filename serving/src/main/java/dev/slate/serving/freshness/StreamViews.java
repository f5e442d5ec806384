package dev.slate.serving.freshness;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.freshness.FreshnessStore;
import dev.slate.featurestore.freshness.FreshnessStore.PartitionReading;
import dev.slate.featurestore.freshness.LagReport;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The partitions of the stream views as they were last seen. Thread-safe. */
final class StreamViews {
  private final FreshnessStore store;
  private final List<FeatureView> views;
  private final Map<String, List<PartitionReading>> latest = new ConcurrentHashMap<>();

  StreamViews(FreshnessStore store, FeatureCatalog features) {
    this.store = store;
    this.views =
        features.views().stream()
            .filter(view -> view.source() == FeatureView.Source.STREAM)
            .toList();
  }

  /** Asks the store; what does not answer stays as it was. */
  void look() {
    for (FeatureView view : views) {
      var unused = store.partitions(view).thenAccept(readings -> latest.put(view.name(), readings));
    }
  }

  /** How long the events of the last minute took, of all partitions. */
  LagReport lag(FeatureView view, long nowMs) {
    LagReport sum = LagReport.empty(nowMs);
    for (PartitionReading reading : latest.getOrDefault(view.name(), List.of())) {
      LagReport lag = reading.lag();
      if (lag != null && !lag.isOutdated(nowMs)) {
        sum.merge(lag);
      }
    }
    return sum;
  }

  /** Every partition that has a value. */
  List<FreshnessReport.Place> places(long nowMs) {
    List<FreshnessReport.Place> places = new ArrayList<>();
    for (FeatureView view : views) {
      for (PartitionReading reading : latest.getOrDefault(view.name(), List.of())) {
        Position position = reading.position();
        if (position != null && position.newestEventTimeMs() > 0) {
          places.add(
              new FreshnessReport.Place(
                  view.name() + "." + reading.partition(),
                  Math.max(0, nowMs - position.newestEventTimeMs()),
                  view.objective().toMillis()));
        }
      }
    }
    return places;
  }
}
