/**
 * How a model is made: trainers on Spark, the evaluation protocol, and the order in which a night
 * calls them.
 *
 * <p>Start at {@link dev.slate.training.spark.ModelTraining}, whose methods are the nightly steps.
 * What comes out is a model of {@code dev.slate.training.model} that knows nothing of Spark.
 */
@NullMarked
package dev.slate.training.spark;

import org.jspecify.annotations.NullMarked;
