/**
 * The feature store: one definition of each feature for batch, stream and request.
 *
 * <p>Start at {@link dev.slate.featurestore.FeatureCatalog} for what there is, at {@link
 * dev.slate.featurestore.feature.Feature} for how a feature is defined, and at {@link
 * dev.slate.featurestore.EntityState} for how events fold into it.
 */
@NullMarked
package dev.slate.featurestore;

import org.jspecify.annotations.NullMarked;
