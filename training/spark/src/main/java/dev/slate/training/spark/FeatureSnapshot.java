package dev.slate.training.spark;

import java.util.Map;

/**
 * What was known of some users and items strictly before one time.
 *
 * @param users by id
 * @param items the item part of {@link dev.slate.featurestore.assemble.FeatureAssembler}, by id
 */
public record FeatureSnapshot(
    long timeMs, Map<String, UserFeatures> users, Map<String, float[]> items) {}
