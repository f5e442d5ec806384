/**
 * The nightly run: from Kafka to a published champion and fresh batch features.
 *
 * <p>Start at {@link dev.slate.pipelines.nightly.NightlyRun}, whose one method names the steps in
 * order; each is a class of {@code step}. What a run is, and where it is written down, is in {@code
 * run}.
 */
@NullMarked
package dev.slate.pipelines.nightly;

import org.jspecify.annotations.NullMarked;
