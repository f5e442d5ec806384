/**
 * Feast's layout in Redis, byte for byte: one hash for each entity, which all views of its join
 * keys share.
 *
 * <p>Start with {@link dev.slate.featurestore.online.feast.FeastTable}, the keys and fields of one
 * view, and {@link dev.slate.featurestore.online.RedisFeastWriter}, which writes rows that Feast's
 * own SDKs read.
 */
@NullMarked
package dev.slate.featurestore.online.feast;

import org.jspecify.annotations.NullMarked;
