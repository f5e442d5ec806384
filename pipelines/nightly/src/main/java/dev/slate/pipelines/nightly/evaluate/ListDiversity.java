package dev.slate.pipelines.nightly.evaluate;

import dev.slate.training.model.metric.IntraListDiversity;
import dev.slate.training.model.metric.ItemDistance;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.evaluate.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Intra-list diversity by several distances side by side. Re-rankers compare items by ALS factors
 * and categories, so those two say how well they do what they are made for; the two towers and the
 * users that items have in common, which they never see, say whether lists are more diverse.
 *
 * @param measures by name, the headline first
 */
record ListDiversity(Map<String, IntraListDiversity> measures, int k) {

  /**
   * @param pipeline models of the same cut, if they were trained
   */
  static ListDiversity of(Holdout holdout, Optional<ModelBundle> pipeline) {
    Map<String, IntraListDiversity> measures = new LinkedHashMap<>();
    pipeline.ifPresent(
        models -> {
          measures.put("two-tower vectors", by(ItemDistance.vectors(models.tower().itemVectors())));
          measures.put("ALS factors", by(ItemDistance.vectors(models.als().itemFactors())));
        });
    measures.put("categories", by(ItemDistance.categories(holdout.data().categories())));
    measures.put("co-users", by(ItemDistance.coUsers(holdout.interactions())));
    return new ListDiversity(measures, holdout.ks()[0]);
  }

  private static IntraListDiversity by(ItemDistance distance) {
    return new IntraListDiversity(distance);
  }

  List<String> names() {
    return List.copyOf(measures.keySet());
  }

  /** Mean over the lists of a result; NaN if none has two items. */
  double mean(String name, Result result) {
    IntraListDiversity measure = measures.get(name);
    if (measure == null) {
      throw new IllegalArgumentException("measure: %s (expected: %s)".formatted(name, names()));
    }
    return measure.mean(result.lists(), k);
  }
}
