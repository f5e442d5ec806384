package dev.slate.featurestore.store;

import dev.slate.featurestore.FeatureView;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads online features by key; thread-safe, never blocks. */
public interface FeatureReader extends AutoCloseable {

  /** One key to read: the state of a stream view or the packed row of a batch view. */
  record Key(FeatureView view, String id) {}

  /**
   * Reads many keys in one round trip, in their order; null where there is nothing. Stream views
   * give {@link dev.slate.featurestore.EntityState} bytes, batch views {@link PackedRow} bytes.
   */
  CompletionStage<List<byte @Nullable []>> read(List<Key> keys);

  /** Event time of the newest value of a view, milliseconds since 1970; 0 if it has none. */
  CompletionStage<Long> newestEventTimeMs(FeatureView view);

  @Override
  void close();
}
