package dev.slate.featurestore.store;

import dev.slate.featurestore.FeatureView;
import java.util.Map;

/**
 * Writes rows of batch views; thread-safe. A row with an older event time never replaces a newer
 * one.
 */
public interface PackedRowWriter extends AutoCloseable {

  /** Writes rows by entity id. */
  void write(FeatureView view, Map<String, PackedRow> rows);

  /** Records the event time of the newest row of a view, for freshness. */
  void publish(FeatureView view, long newestEventTimeMs);

  @Override
  void close();
}
