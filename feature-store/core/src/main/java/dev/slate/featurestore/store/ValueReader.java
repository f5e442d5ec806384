package dev.slate.featurestore.store;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads what is stored, as bytes, by key; thread-safe, never blocks. */
public interface ValueReader extends AutoCloseable {

  /** One key to read: the state of a stream view or the packed row of a batch view. */
  record Key(FeatureView view, String id) {}

  /**
   * What is stored under a key.
   *
   * @param bytes of an {@link dev.slate.featurestore.EntityState} or a {@link PackedRow}; null
   *     where there is nothing
   * @param position of the state's partition, read in the same instant: the state contains exactly
   *     the records before it. Null for a batch view and for a partition that was never written
   */
  @SuppressWarnings("ArrayRecordComponent") // The reader owns the array; values are never compared.
  record Stored(byte @Nullable [] bytes, @Nullable Position position) {}

  /** Reads many keys in one round trip, in their order. */
  CompletionStage<List<Stored>> read(List<Key> keys);

  /** Event time of the newest value of a view, milliseconds since 1970; 0 if it has none. */
  CompletionStage<Long> newestEventTimeMs(FeatureView view);

  @Override
  void close();
}
