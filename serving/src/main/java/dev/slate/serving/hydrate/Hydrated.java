package dev.slate.serving.hydrate;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.serving.catalog.ItemActivity;
import dev.slate.serving.retrieve.Candidate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of the third stage.
 *
 * @param candidates same size and order as what came in
 * @param inputs of each candidate, what its vector was computed from; empty where {@code features}
 *     is
 * @param features {@code [n x FeatureAssembler.size()]}; empty where no ranker will read them
 */
@SuppressWarnings("ArrayRecordComponent") // Made once per request, read by the next stage.
public record Hydrated(List<Candidate> candidates, List<Input> inputs, float[] features) {

  /** What was known of an item; the catalogue may know more by now. */
  public record Input(ItemActivity activity, @Nullable FeatureRow longterm, Item facts) {}
}
