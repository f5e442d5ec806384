package dev.slate.training.model.sequence;

/**
 * What fixes the sizes of a self-attention encoder.
 *
 * @param dim length of vectors, d
 * @param length newest interactions that are read, T
 * @param blocks self-attention blocks, L
 * @param heads of each attention; divides d
 * @param hidden width of the position-wise feed-forward layer, h
 */
public record SequenceShape(int dim, int length, int blocks, int heads, int hidden) {
  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public SequenceShape {
    requirePositive("dim", dim);
    requirePositive("length", length);
    requirePositive("blocks", blocks);
    requirePositive("heads", heads);
    requirePositive("hidden", hidden);
    if (dim % heads != 0) {
      throw new IllegalArgumentException(
          "heads: " + heads + " (expected: a divisor of dim " + dim + ")");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
    }
  }
}
