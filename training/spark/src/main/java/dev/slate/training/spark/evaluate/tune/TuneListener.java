package dev.slate.training.spark.evaluate.tune;

/** Is told how tuning goes; for progress bars. */
@FunctionalInterface
public interface TuneListener {

  /**
   * A trial has ended.
   *
   * @param done trials so far
   * @param planned trials if time allows
   * @param best so far, at this effort
   */
  void ended(Trial trial, int done, int planned, Trial best);
}
