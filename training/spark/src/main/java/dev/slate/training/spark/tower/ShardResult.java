package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.TowerState;
import java.io.Serializable;

/**
 * What one shard made of a round.
 *
 * @param loss summed over examples
 */
record ShardResult(TowerState state, double loss, int examples) implements Serializable {}
