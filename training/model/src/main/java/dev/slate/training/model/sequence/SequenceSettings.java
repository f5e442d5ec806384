package dev.slate.training.model.sequence;

/**
 * How an encoder is trained.
 *
 * @param epochs at most; fewer when validation stops improving
 * @param batchSize sequences of a step
 * @param shards parts of a batch that are computed on their own; fixed, so that the result does not
 *     depend on how many of them run at once
 * @param learningRate of Adam, at its highest
 * @param warmUp share of all steps over which the rate grows from 0; then it falls as a half cosine
 * @param dropout share of activations that a step drops
 * @param idDropout share of items that a step sees by their categories only
 * @param negatives uniformly drawn items of a shard's softmax; 0 for the full catalogue
 * @param patience epochs without improvement after which training stops
 */
public record SequenceSettings(
    SequenceShape shape,
    int epochs,
    int batchSize,
    int shards,
    double learningRate,
    double warmUp,
    double dropout,
    double idDropout,
    int negatives,
    int patience,
    long seed) {

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public SequenceSettings {
    require("epochs", epochs, epochs >= 1, "at least 1");
    require("batchSize", batchSize, batchSize >= 1, "at least 1");
    require("shards", shards, shards >= 1, "at least 1");
    require("learningRate", learningRate, learningRate > 0, "above 0");
    require("warmUp", warmUp, warmUp >= 0 && warmUp <= 1, "0 to 1");
    require("dropout", dropout, dropout >= 0 && dropout < 1, "0 to below 1");
    require("idDropout", idDropout, idDropout >= 0 && idDropout < 1, "0 to below 1");
    require("negatives", negatives, negatives >= 0, "at least 0");
    require("patience", patience, patience >= 1, "at least 1");
  }

  private static void require(String name, Number value, boolean isValid, String expected) {
    if (!isValid) {
      throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, value, expected));
    }
  }

  /** The learning rate of a step, from 0, of so many. */
  double learningRate(int step, int steps) {
    double warm = Math.max(1, warmUp * steps);
    if (step < warm) {
      return learningRate * (step + 1) / warm;
    }
    double done = Math.min(1, (step - warm) / Math.max(1, steps - warm));
    return learningRate * (0.5 + 0.5 * StrictMath.cos(Math.PI * done));
  }
}
