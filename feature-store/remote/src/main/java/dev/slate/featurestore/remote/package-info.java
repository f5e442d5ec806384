/**
 * Features from a feature server, over Feast's own Java client.
 *
 * <p>Start with {@link dev.slate.featurestore.remote.RemoteFeatureReader}.
 */
@NullMarked
package dev.slate.featurestore.remote;

import org.jspecify.annotations.NullMarked;
