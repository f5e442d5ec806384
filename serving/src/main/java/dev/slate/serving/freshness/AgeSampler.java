package dev.slate.serving.freshness;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.freshness.FreshnessStore;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.ValueReader;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Walks through what is really stored, a few entities at each step, and keeps how old they are.
 * Steps are called one after the other; reading is thread-safe.
 */
final class AgeSampler {
  private static final int READ_AT_ONCE = 64;

  private final FreshnessStore store;
  private final FeatureReader reader;
  private final List<FeatureView> views;
  private final Clock clock;
  private final Map<String, AgeSample> samples = new LinkedHashMap<>();

  AgeSampler(FreshnessStore store, FeatureReader reader, FeatureCatalog features, Clock clock) {
    this.store = store;
    this.reader = reader;
    this.views = features.views();
    this.clock = clock;
    views.forEach(view -> samples.put(view.name(), new AgeSample(view, clock)));
  }

  /** One short step of the walk and one read; done when both are, whatever became of them. */
  CompletionStage<?> step() {
    return store.walk(views).thenCompose(this::read).handle((read, error) -> true);
  }

  private CompletionStage<?> read(List<ValueReader.Key> found) {
    List<ValueReader.Key> keys = found.subList(0, Math.min(READ_AT_ONCE, found.size()));
    return reader.read(keys, clock.millis()).thenAccept(rows -> keep(keys, rows));
  }

  private void keep(List<ValueReader.Key> keys, List<FeatureRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).status() != FeatureStatus.NOT_FOUND) {
        sample(keys.get(i).view()).looked(keys.get(i).id(), rows.get(i).eventTimeMs());
      }
    }
  }

  AgeSample.Ages ages(FeatureView view) {
    return sample(view).ages();
  }

  private AgeSample sample(FeatureView view) {
    AgeSample sample = samples.get(view.name());
    if (sample == null) {
      throw new IllegalArgumentException("view: " + view + " (expected: one of the catalogue)");
    }
    return sample;
  }
}
