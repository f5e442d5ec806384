/**
 * Implicit ALS by Slate's own solver or by {@code spark-mllib}; start at {@link
 * dev.slate.training.spark.als.AlsTrainer}.
 */
@NullMarked
package dev.slate.training.spark.als;

import org.jspecify.annotations.NullMarked;
