package dev.slate.training.spark.als;

import dev.slate.training.model.als.AlsObjective;
import java.io.Serializable;

/** An objective as Spark sends it. */
record ObjectiveState(
    AlsObjective.Form form, double unobservedWeight, double regularization, double exponent)
    implements Serializable {

  static ObjectiveState of(AlsObjective objective) {
    return new ObjectiveState(
        objective.form(),
        objective.unobservedWeight(),
        objective.regularization(),
        objective.exponent());
  }

  AlsObjective objective() {
    return new AlsObjective(form, unobservedWeight, regularization, exponent);
  }
}
