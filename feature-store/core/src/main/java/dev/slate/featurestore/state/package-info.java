/**
 * What is remembered of an entity, and how it changes.
 *
 * <p>A {@link dev.slate.featurestore.state.State} takes its changes in any order and ends the same:
 * sums are integers in tiles of event time, lists are ordered by event time, samples are those with
 * the smallest hashes. That is why a replay of the log and the stream agree to the bit.
 */
@NullMarked
package dev.slate.featurestore.state;

import org.jspecify.annotations.NullMarked;
