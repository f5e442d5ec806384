/**
 * {@code slate evaluate}: what is read, which models are made, and how the figures are shown. Start
 * at {@link dev.slate.pipelines.nightly.evaluate.Comparison}.
 */
@NullMarked
package dev.slate.pipelines.nightly.evaluate;

import org.jspecify.annotations.NullMarked;
