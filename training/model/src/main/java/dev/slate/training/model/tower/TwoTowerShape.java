package dev.slate.training.model.tower;

/**
 * What fixes the sizes of a two-tower model and how it reads a history.
 *
 * @param dim length of both towers' vectors
 * @param historyLength newest interactions that the user tower reads
 * @param historyDecay weight of an interaction relative to the next newer one, above 0, at most 1
 */
public record TwoTowerShape(int dim, int historyLength, float historyDecay) {
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
