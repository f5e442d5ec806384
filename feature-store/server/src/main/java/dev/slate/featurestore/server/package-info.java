/**
 * Feast's serving protocol on Slate's feature store: gRPC and JSON on one port.
 *
 * <p>Start with {@link dev.slate.featurestore.server.OnlineFeatures}, which answers a request, and
 * {@link dev.slate.featurestore.server.FeatureServer}, which puts it on a port.
 */
@NullMarked
package dev.slate.featurestore.server;

import org.jspecify.annotations.NullMarked;
