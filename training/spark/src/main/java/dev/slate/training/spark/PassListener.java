package dev.slate.training.spark;

/** Is told how a training goes, pass by pass; for progress, curves and deadlines. */
@FunctionalInterface
public interface PassListener {
  /** Does not listen. */
  PassListener SILENT = (pass, planned, loss, quality) -> {};

  /**
   * A pass has ended. What it throws ends the training.
   *
   * @param pass from 1
   * @param planned passes at most
   * @param loss of the pass
   * @param quality on what training holds back; NaN if it holds nothing back
   */
  void ended(int pass, int planned, double loss, double quality);
}
