package dev.slate.training.spark.evaluate.recipe;

import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.evaluate.Contender;
import java.util.List;
import java.util.Map;

/**
 * A contender, and how its training went.
 *
 * @param curve pass by pass; empty for models without passes, or that do not tell
 * @param chosen settings that training found by itself, where it was left to
 */
public record Trained(Contender contender, List<Pass> curve, Map<String, Double> chosen) {

  /** With all settings as they were given. */
  public Trained(Contender contender, List<Pass> curve) {
    this(contender, curve, Map.of());
  }

  /**
   * @param pass from 1
   * @param loss mean training loss
   * @param quality on what training keeps for its own validation; NaN if it keeps nothing
   */
  public record Pass(int pass, double loss, double quality) {}

  /** Listens for a listener and keeps what it hears. */
  static PassListener recording(PassListener listener, List<Pass> curve) {
    return (pass, planned, loss, quality) -> {
      curve.add(new Pass(pass, loss, quality));
      listener.ended(pass, planned, loss, quality);
    };
  }

  public Trained {
    curve = List.copyOf(curve);
    chosen = Map.copyOf(chosen);
  }

  static Trained of(Contender contender) {
    return new Trained(contender, List.of());
  }
}
