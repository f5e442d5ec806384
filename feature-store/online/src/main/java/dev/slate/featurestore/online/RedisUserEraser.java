package dev.slate.featurestore.online;

import dev.slate.featurestore.Entity;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.store.PartitionStateStore.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes what the nightly run and Feast's SDKs wrote of a user: packed rows, and the whole hash of
 * Feast's key. The stream job deletes its state itself, when it reads the erasure in the log.
 * Thread-safe; calls are served one after the other.
 */
public final class RedisUserEraser implements AutoCloseable {
  private final WriterConnection connection;
  private final RedisKeys keys;
  private final FeatureCatalog features;
  private final FeastLayout layout;

  /** Connects with the first call, not here. */
  public RedisUserEraser(String uri, int partitions, FeatureCatalog features, FeastLayout layout) {
    this.connection = new WriterConnection(uri);
    this.keys = new RedisKeys(partitions);
    this.features = features;
    this.layout = layout;
  }

  /**
   * Deletes them; may be repeated.
   *
   * @throws StoreUnavailableException if Redis cannot be reached
   */
  public void erase(String userId) {
    List<byte[]> gone = new ArrayList<>();
    for (FeatureView view : features.views()) {
      if (view.entity() == Entity.USER && view.source() == FeatureView.Source.BATCH) {
        gone.add(keys.row(view, userId));
        gone.add(layout.table(view).key().of(List.of(userId)));
      }
    }
    connection.call(redis -> WriterConnection.await(redis.del(gone.toArray(byte[][]::new))));
  }

  @Override
  public void close() {
    connection.close();
  }
}
