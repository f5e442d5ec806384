package dev.slate.training.spark.tower;

import java.io.Serializable;

/**
 * What one shard made of a round.
 *
 * @param loss summed over examples
 */
record ShardResult(TowerState state, double loss, int examples) implements Serializable {}
