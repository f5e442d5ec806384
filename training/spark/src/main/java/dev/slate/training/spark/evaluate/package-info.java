/**
 * How good a model is: full-catalogue ranking of held-out interactions, never sampled.
 *
 * <p>Start at {@link dev.slate.training.spark.evaluate.Evaluator}; what can be judged is a {@link
 * dev.slate.training.spark.evaluate.Contender}.
 */
@NullMarked
package dev.slate.training.spark.evaluate;

import org.jspecify.annotations.NullMarked;
