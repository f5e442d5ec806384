package dev.slate.training.spark.evaluate.recipe;

import dev.slate.training.spark.evaluate.Contender;
import java.util.List;

/**
 * A contender, and how its training went.
 *
 * @param curve pass by pass; empty for models without passes, or that do not tell
 */
public record Trained(Contender contender, List<Pass> curve) {

  /**
   * @param pass from 1
   * @param loss mean training loss
   * @param quality on what training keeps for its own validation; NaN if it keeps nothing
   */
  public record Pass(int pass, double loss, double quality) {}

  public Trained {
    curve = List.copyOf(curve);
  }

  static Trained of(Contender contender) {
    return new Trained(contender, List.of());
  }
}
