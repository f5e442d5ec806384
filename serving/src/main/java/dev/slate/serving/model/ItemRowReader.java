package dev.slate.serving.model;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.serving.catalog.CatalogItem;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the nightly run's rows of all items of a model into the catalogue. */
public final class ItemRowReader implements Consumer<ServedModel> {
  private static final int BATCH = 500;

  private final FeatureReader reader;
  private final FeatureView view;
  private final long fingerprint;

  public ItemRowReader(FeatureReader reader, FeatureCatalog features) {
    this.reader = reader;
    this.view = features.itemLongterm();
    this.fingerprint = PackedRow.shortFingerprint(features.fingerprint());
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
    List<byte @Nullable []> rows =
        reader
            .read(items.stream().map(i -> new FeatureReader.Key(view, i.id())).toList())
            .toCompletableFuture()
            .join();
    for (int i = 0; i < items.size(); i++) {
      byte[] bytes = rows.get(i);
      PackedRow row = bytes == null ? null : PackedRow.decode(bytes);
      items.get(i).longterm(row != null && row.fingerprint() == fingerprint ? row : null);
    }
  }
}
