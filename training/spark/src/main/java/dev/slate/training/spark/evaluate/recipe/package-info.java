/**
 * How each model that can be evaluated is made; start at {@link
 * dev.slate.training.spark.evaluate.recipe.Recipe}.
 */
@NullMarked
package dev.slate.training.spark.evaluate.recipe;

import org.jspecify.annotations.NullMarked;
