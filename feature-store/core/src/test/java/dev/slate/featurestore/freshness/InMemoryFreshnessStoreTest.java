package dev.slate.featurestore.freshness;

import dev.slate.featurestore.FeatureView;

class InMemoryFreshnessStoreTest extends FreshnessStoreContract {
  private final InMemoryFreshnessStore store = new InMemoryFreshnessStore(PARTITIONS);

  @Override
  protected FreshnessStore store() {
    return store;
  }

  @Override
  protected void write(FeatureView view, String id) {
    store.entity(view, id);
  }
}
