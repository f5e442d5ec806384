package dev.slate.training.spark.rank;

import dev.slate.training.model.rank.FlatTrees;
import java.util.Map;

/**
 * A compiled ranker and how it was judged on rows of users that it did not learn from.
 *
 * @param metrics for {@code metrics.json}, in order
 */
public record RankerFit(FlatTrees ranker, Map<String, Double> metrics) {}
