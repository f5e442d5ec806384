/**
 * The online store on Redis, through Lettuce. The keys and values are tabled in docs/contracts.md.
 *
 * <p>Start at {@link dev.slate.featurestore.online.RedisPartitionStateStore} for how the stream
 * writes, and at {@link dev.slate.featurestore.online.RedisValueReader} for how serving reads.
 */
@NullMarked
package dev.slate.featurestore.online;

import org.jspecify.annotations.NullMarked;
