/**
 * Chooses settings by trials inside train; start at {@link
 * dev.slate.training.spark.evaluate.tune.Tuner}.
 */
@NullMarked
package dev.slate.training.spark.evaluate.tune;

import org.jspecify.annotations.NullMarked;
