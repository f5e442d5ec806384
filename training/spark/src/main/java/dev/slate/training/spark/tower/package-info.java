/**
 * The two-tower model as a Spark ML estimator, trained data-parallel with periodic averaging.
 *
 * <p>Start at {@link dev.slate.training.spark.tower.TwoTower} for the estimator and at {@link
 * dev.slate.training.spark.tower.TwoTowerTrainer} for how it learns.
 */
@NullMarked
package dev.slate.training.spark.tower;

import org.jspecify.annotations.NullMarked;
