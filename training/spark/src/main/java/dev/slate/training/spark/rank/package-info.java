/**
 * The ranker: boosted trees by Tribuo, compiled to the flat scorer that serves.
 *
 * <p>Start at {@link dev.slate.training.spark.rank.RankerTrainer}.
 */
@NullMarked
package dev.slate.training.spark.rank;

import org.jspecify.annotations.NullMarked;
