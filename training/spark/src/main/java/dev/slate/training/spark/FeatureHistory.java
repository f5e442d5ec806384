package dev.slate.training.spark;

import java.util.Collection;

/** Gives features as they were; the seam between training and the feature store. */
public interface FeatureHistory {

  /**
   * Features of users and items from the events strictly before a time. Every asked id is answered;
   * one without events gets the values of an empty state.
   */
  FeatureSnapshot before(long timeMs, Collection<String> userIds, Collection<String> itemIds);
}
