package dev.slate.training.spark.tower;

import java.util.List;

/**
 * How training went, epoch by epoch; goes into {@code metrics.json}.
 *
 * @param best the epoch whose parameters were kept, from 1; 0 if there was none
 */
public record LearningCurve(List<Epoch> epochs, int best) {

  /**
   * @param epoch from 1
   * @param loss mean training loss of the epoch
   * @param ndcg NDCG@10 on the newest slice, NaN if nobody is in it
   * @param recall Recall@100 on the newest slice, NaN if nobody is in it
   */
  public record Epoch(int epoch, double loss, double ndcg, double recall, double seconds) {}

  public LearningCurve {
    epochs = List.copyOf(epochs);
  }
}
