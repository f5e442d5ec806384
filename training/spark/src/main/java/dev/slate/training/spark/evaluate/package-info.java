/**
 * How good a model is: full-catalogue ranking of held-out interactions, sampled only by the
 * protocol that says so.
 *
 * <p>Start at {@link dev.slate.training.spark.evaluate.Evaluator}; what can be judged is a {@link
 * dev.slate.training.spark.evaluate.Contender}, and how data is cut a {@link
 * dev.slate.training.spark.evaluate.Protocol}.
 */
@NullMarked
package dev.slate.training.spark.evaluate;

import org.jspecify.annotations.NullMarked;
