package dev.slate.training.spark.evaluate;

import dev.slate.training.model.metric.Bootstrap;

/**
 * How a contender does on a part of the test.
 *
 * @param group what the parts are made by
 * @param label which part
 * @param size users, or test rows where the parts are of items
 * @param metric {@code ndcg@K} over users, {@code recall@K} over test rows
 * @param interval its mean and 95 % interval
 */
public record Slice(
    String group, String label, int size, String metric, Bootstrap.Interval interval) {}
