/**
 * The stream job: folds Kafka's events into the online state in Redis.
 *
 * <p>Start at {@link dev.slate.pipelines.streaming.StreamJob} for what runs, at {@link
 * dev.slate.pipelines.streaming.Lane} for the loop, and at {@link
 * dev.slate.pipelines.streaming.OwnedPartition} for why each event counts exactly once.
 */
@NullMarked
package dev.slate.pipelines.streaming;

import org.jspecify.annotations.NullMarked;
