/**
 * How old what is really there is, and how long it took to get there. Ages are counted from event
 * times, never from the time at which a job ended.
 *
 * <p>Start at {@link dev.slate.featurestore.freshness.FreshnessStore} for what is kept about a view
 * and at {@link dev.slate.featurestore.freshness.LagHistogram} for how it is counted.
 */
@NullMarked
package dev.slate.featurestore.freshness;

import org.jspecify.annotations.NullMarked;
