package dev.slate.featurestore.store;

import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Decodes what a {@link ValueReader} reads: features straight from the store. */
public final class DirectFeatureReader implements FeatureReader {
  private final ValueReader store;
  private final BooleanSupplier connected;
  private final long fingerprint;

  /**
   * @param store closed with this reader
   * @param connected whether a call to the store would be sent now
   */
  public DirectFeatureReader(
      ValueReader store, FeatureCatalog features, BooleanSupplier connected) {
    this.store = store;
    this.connected = connected;
    this.fingerprint = PackedRow.shortFingerprint(features.fingerprint());
  }

  @Override
  public CompletionStage<List<FeatureRow>> read(List<ValueReader.Key> keys, long nowMs) {
    return store.read(keys).thenApply(stored -> rows(keys, stored, nowMs));
  }

  private List<FeatureRow> rows(
      List<ValueReader.Key> keys, List<ValueReader.Stored> stored, long nowMs) {
    List<FeatureRow> rows = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      rows.add(row(keys.get(i).view(), stored.get(i), nowMs));
    }
    return rows;
  }

  private FeatureRow row(FeatureView view, ValueReader.Stored stored, long nowMs) {
    byte[] bytes = stored.bytes();
    if (bytes == null) {
      return FeatureRow.missing(view, nowMs, stored.position());
    }
    return switch (view.source()) {
      case STREAM -> {
        EntityState state = EntityState.decode(view, bytes);
        float[] values = new float[view.scalars().size()];
        state.values(nowMs, values, 0);
        yield new FeatureRow(
            view,
            FeatureStatus.PRESENT,
            values,
            state.history(nowMs),
            state.newestEventTimeMs(),
            nowMs,
            stored.position());
      }
      case BATCH -> {
        PackedRow row = PackedRow.decode(bytes);
        yield row.fingerprint() == fingerprint
            ? batch(view, row, nowMs)
            : FeatureRow.missing(view, nowMs, null);
      }
    };
  }

  private static FeatureRow batch(FeatureView view, PackedRow row, long nowMs) {
    FeatureStatus status =
        view.isOutsideMaxAge(row.eventTimeMs(), nowMs)
            ? FeatureStatus.OUTSIDE_MAX_AGE
            : FeatureStatus.PRESENT;
    return new FeatureRow(view, status, row.values(), List.of(), row.eventTimeMs(), nowMs, null);
  }

  @Override
  public CompletionStage<Long> newestEventTimeMs(FeatureView view) {
    return store.newestEventTimeMs(view);
  }

  @Override
  public boolean isConnected() {
    return connected.getAsBoolean();
  }

  @Override
  public void close() {
    store.close();
  }
}
