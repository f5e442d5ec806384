package dev.slate.pipelines.nightly.evaluate;

import dev.slate.training.model.metric.Bootstrap;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.spark.evaluate.Holdout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Models judged on one cut of one data set, in the order of the table.
 *
 * @param dataset its name
 * @param baseline the model that the others are compared with, if it is among them
 * @param diversity measures that suit the data and what was trained
 * @param unfit why models were not even tried, by name
 * @param failures why the training of models failed, by name
 */
record Comparison(
    String dataset,
    Cut cut,
    List<Judged> models,
    Optional<Judged> baseline,
    ListDiversity diversity,
    Map<String, String> unfit,
    Map<String, String> failures) {

  Comparison {
    models = List.copyOf(models);
  }

  /** Why models are missing, by name. */
  Map<String, String> leftOut() {
    Map<String, String> all = new LinkedHashMap<>(unfit);
    all.putAll(failures);
    return all;
  }

  Holdout holdout() {
    return cut.holdout();
  }

  /** The headline's length of list. */
  int k() {
    return holdout().ks()[0];
  }

  /** NDCG less the baseline's, user by user; empty for the baseline itself, or without one. */
  Optional<Bootstrap.Interval> difference(Judged model) {
    return baseline
        .filter(base -> !base.name().equals(model.name()))
        .map(base -> model.result().differenceFrom(base.result(), Metric.NDCG));
  }

  /** What was learnt from and what judged, in one sentence. */
  String title() {
    Holdout.Dropped dropped = holdout().dropped();
    return String.format(
        Locale.ROOT,
        "%s, %s: train %,d positives of %,d users and %,d items; test %,d of %,d users"
            + " (left out: %,d of users and %,d of items not in train, %,d already in train)",
        dataset,
        holdout().protocol().label(),
        holdout().train().size(),
        cut.trainUsers(),
        holdout().train().itemsPresent().cardinality(),
        holdout().test().size(),
        models.isEmpty() ? 0 : models.get(0).result().users().length,
        dropped.unknownUser(),
        dropped.unknownItem(),
        dropped.alsoInTrain());
  }
}
