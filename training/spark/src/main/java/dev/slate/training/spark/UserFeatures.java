package dev.slate.training.spark;

import dev.slate.featurestore.state.RecentItem;
import java.util.List;

/**
 * What was known of one user at one time.
 *
 * @param vector the user part of {@link dev.slate.featurestore.assemble.FeatureAssembler}
 * @param history newest first
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only by convention; never compared.
public record UserFeatures(float[] vector, List<RecentItem> history) {}
