package dev.slate.training.spark.rank;

import dev.slate.training.model.metric.Reliability;
import dev.slate.training.model.rank.ListRanker;
import dev.slate.training.model.rank.Ranker;
import dev.slate.training.model.rank.RelativeInputs;
import java.util.List;
import java.util.Map;

/**
 * A compiled ranker and how it was judged on rows of users that it did not learn from.
 *
 * @param metrics for {@code metrics.json}, in order
 * @param importances share of each input, by number
 * @param reliability of the calibrated probabilities, lowest first
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over once; never compared.
public record RankerFit(
    Ranker ranker,
    Map<String, Double> metrics,
    double[] importances,
    List<Reliability.Bin> reliability) {

  /** The ranker for rows that are not expanded yet. */
  public RankerFit within(RelativeInputs relative) {
    return new RankerFit(new ListRanker(relative, ranker), metrics, importances, reliability);
  }
}
