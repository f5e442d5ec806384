package dev.slate.training.model.tower;

import java.io.Serializable;

/**
 * What fixes the sizes of a two-tower model and how it reads a history.
 *
 * @param dim length of both towers' vectors
 * @param historyLength newest interactions that the user tower reads
 * @param historyDecay weight of an interaction relative to the next newer one, above 0, at most 1
 * @param pooling how a history becomes one vector
 */
public record TwoTowerShape(int dim, int historyLength, float historyDecay, HistoryPooling pooling)
    implements Serializable {
  /** A tower that takes the weighted mean of a history. */
  public TwoTowerShape(int dim, int historyLength, float historyDecay) {
    this(dim, historyLength, historyDecay, HistoryPooling.MEAN);
  }

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public TwoTowerShape {
    if (dim < 1 || historyLength < 1) {
      throw new IllegalArgumentException(
          "dim: " + dim + ", historyLength: " + historyLength + " (expected: at least 1)");
    }
    if (!(historyDecay > 0 && historyDecay <= 1)) {
      throw new IllegalArgumentException(
          "historyDecay: " + historyDecay + " (expected: above 0, at most 1)");
    }
  }
}
