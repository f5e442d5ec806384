package dev.slate.serving.model;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.ValueReader;
import dev.slate.serving.catalog.CatalogItem;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Reads the nightly run's rows of all items of a model into the catalogue. */
public final class ItemRowReader implements Consumer<ServedModel> {
  private static final int BATCH = 500;

  private final FeatureReader reader;
  private final FeatureView view;
  private final Clock clock;

  public ItemRowReader(FeatureReader reader, FeatureCatalog features, Clock clock) {
    this.reader = reader;
    this.view = features.itemLongterm();
    this.clock = clock;
  }

  /**
   * Reads them, 500 in a round trip.
   *
   * @throws CompletionException if the store does not answer
   */
  @Override
  public void accept(ServedModel model) {
    List<CatalogItem> items = model.items();
    for (int from = 0; from < items.size(); from += BATCH) {
      read(items.subList(from, Math.min(items.size(), from + BATCH)));
    }
  }

  private void read(List<CatalogItem> items) {
    List<FeatureRow> rows =
        reader
            .read(
                items.stream().map(i -> new ValueReader.Key(view, i.id())).toList(), clock.millis())
            .toCompletableFuture()
            .join();
    for (int i = 0; i < items.size(); i++) {
      FeatureRow row = rows.get(i);
      items.get(i).longterm(row.status() == FeatureStatus.NOT_FOUND ? null : row);
    }
  }
}
