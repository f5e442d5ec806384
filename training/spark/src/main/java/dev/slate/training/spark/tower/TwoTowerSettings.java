package dev.slate.training.spark.tower;

import dev.slate.data.config.SlateConfig;
import java.io.Serializable;

/**
 * How a two-tower model is trained.
 *
 * @param dim length of both towers' vectors
 * @param historyLength newest interactions that the user tower reads
 * @param historyDecay weight of an interaction relative to the next newer one
 * @param epochs at most; fewer when validation stops improving
 * @param epochExamples examples of an epoch at most, drawn anew for each
 * @param batchSize examples of a step
 * @param negatives uniformly drawn items that a step adds to its batch
 * @param learningRate of Adagrad
 * @param temperature divides the inner products of unit vectors
 * @param idDropout share of candidates that a step sees by their categories only
 * @param maxGap how many interactions at most are left out between the history and the target
 * @param patience epochs without improvement after which training stops
 * @param shards parts of the data that learn on their own between two averagings; fixed, so that
 *     the result does not depend on how many of them run at once
 * @param averagingPeriod steps of a shard between two averagings
 */
public record TwoTowerSettings(
    int dim,
    int historyLength,
    float historyDecay,
    int epochs,
    int epochExamples,
    int batchSize,
    int negatives,
    double learningRate,
    double temperature,
    double idDropout,
    int maxGap,
    int patience,
    int shards,
    int averagingPeriod,
    long seed)
    implements Serializable {

  /** As tuned inside train; {@code slate-defaults.conf} has the same where it has the key. */
  public static final TwoTowerSettings DEFAULTS =
      new TwoTowerSettings(
          64, 400, 0.995f, 10, 200_000, 512, 512, 0.05, 0.2, 0.1, Integer.MAX_VALUE, 2, 2, 32, 42);

  /** The configured settings, and the defaults of what cannot be configured. */
  public static TwoTowerSettings of(SlateConfig.TwoTower config, long seed) {
    return DEFAULTS.with(
        config.dim(),
        config.epochs(),
        config.batchSize(),
        config.learningRate(),
        config.temperature(),
        seed);
  }

  TwoTowerSettings with(
      int newDim,
      int newEpochs,
      int newBatchSize,
      double newLearningRate,
      double newTemperature,
      long newSeed) {
    return new TwoTowerSettings(
        newDim,
        historyLength,
        historyDecay,
        newEpochs,
        epochExamples,
        newBatchSize,
        negatives,
        newLearningRate,
        newTemperature,
        idDropout,
        maxGap,
        patience,
        shards,
        averagingPeriod,
        newSeed);
  }
}
