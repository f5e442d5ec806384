package dev.slate.featurestore.store;

class InMemoryFeatureStoreTest extends FeatureStoreContract {
  private final InMemoryFeatureStore store = new InMemoryFeatureStore(PARTITIONS);

  @Override
  protected PartitionStateStore states() {
    return store;
  }

  @Override
  protected PackedRowWriter rows() {
    return store;
  }

  @Override
  protected ValueReader reader() {
    return store;
  }

  @Override
  protected void wipe() {
    store.wipe();
  }
}
