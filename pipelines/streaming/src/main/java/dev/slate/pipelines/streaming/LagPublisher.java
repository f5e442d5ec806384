package dev.slate.pipelines.streaming;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.freshness.FreshnessStore;
import java.time.Duration;

/**
 * Tells once a second how long the events of each partition took, beside the transactions: what is
 * lost is replaced a second later. One thread.
 */
final class LagPublisher {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final FeatureView view;
  private final Partitions partitions;
  private final FreshnessStore store;
  private long nextNanos = System.nanoTime();

  LagPublisher(FeatureView view, Partitions partitions, FreshnessStore store) {
    this.view = view;
    this.partitions = partitions;
    this.store = store;
  }

  /** To be called as often as one likes. */
  void publish() {
    if (System.nanoTime() - nextNanos < 0) {
      return;
    }
    nextNanos = System.nanoTime() + EVERY.toNanos();
    long nowMs = System.currentTimeMillis();
    partitions
        .owned()
        .forEach(
            (partition, owner) ->
                store.publishLag(view, partition.partition(), owner.lag().report(nowMs)));
  }
}
