package dev.slate.featurestore.store;

import dev.slate.featurestore.FeatureView;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Reads features as values, from wherever they are kept; thread-safe, never blocks. Serving knows
 * no other door to the feature store.
 */
public interface FeatureReader extends AutoCloseable {

  /**
   * Reads rows as of a time, in the order of the keys; stream views are evaluated at that time.
   *
   * <p>Fails with {@link dev.slate.featurestore.state.StateFormatException} if what is stored is of
   * another definition, and with the store's own exception if it does not answer.
   */
  CompletionStage<List<FeatureRow>> read(List<ValueReader.Key> keys, long nowMs);

  /** Event time of the newest value of a view, milliseconds since 1970; 0 if it has none. */
  CompletionStage<Long> newestEventTimeMs(FeatureView view);

  /** Whether a read would be sent now. */
  boolean isConnected();

  @Override
  void close();
}
