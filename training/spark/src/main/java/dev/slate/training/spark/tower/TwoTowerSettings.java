package dev.slate.training.spark.tower;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.tower.LearningRate;
import dev.slate.training.model.tower.Optimizer;
import dev.slate.training.model.tower.SoftmaxSettings;
import dev.slate.training.model.tower.TwoTowerShape;
import java.io.Serializable;

/**
 * How a two-tower model is trained. Everything that the result depends on is in it, down to the
 * last bit.
 */
public record TwoTowerSettings(
    TwoTowerShape shape,
    SoftmaxSettings softmax,
    Sampling sampling,
    Optimizer optimizer,
    LearningRate learningRate,
    Schedule schedule,
    Distribution distribution,
    long seed)
    implements Serializable {

  /**
   * What a batch is made of.
   *
   * @param batchSize examples of a step
   * @param negatives uniformly drawn items that a step adds to its batch
   * @param idDropout share of candidates that a step sees by their categories only
   * @param maxGap how many interactions at most are left out between the history and the target
   * @param context what of a user's interactions a target is predicted from
   */
  public record Sampling(
      int batchSize, int negatives, double idDropout, int maxGap, Context context)
      implements Serializable {

    /** What of a user's interactions a target is predicted from. */
    public enum Context {
      /** Those before it. */
      EARLIER,
      /** All others, for data without order. */
      OTHERS
    }

    /** In the order of time. */
    public Sampling(int batchSize, int negatives, double idDropout, int maxGap) {
      this(batchSize, negatives, idDropout, maxGap, Context.EARLIER);
    }

    public Sampling {
      if (batchSize < 1 || negatives < 0 || !(idDropout >= 0 && idDropout <= 1) || maxGap < 0) {
        throw new IllegalArgumentException(
            "batchSize: %d, negatives: %d, idDropout: %s, maxGap: %d (expected: at least 1, 0, within 0 and 1, at least 0)"
                .formatted(batchSize, negatives, idDropout, maxGap));
      }
    }
  }

  /**
   * How long it goes on.
   *
   * @param epochs at most; fewer when validation stops improving
   * @param epochExamples examples of an epoch at most, drawn anew for each
   * @param patience epochs without improvement after which training stops
   */
  public record Schedule(int epochs, int epochExamples, int patience) implements Serializable {
    public Schedule {
      if (epochs < 1 || epochExamples < 1 || patience < 1) {
        throw new IllegalArgumentException(
            "epochs: %d, epochExamples: %d, patience: %d (expected: at least 1)"
                .formatted(epochs, epochExamples, patience));
      }
    }
  }

  /**
   * How it is spread over Spark.
   *
   * @param shards parts of the data that learn on their own between two averagings; fixed, so that
   *     the result does not depend on how many of them run at once. 1 trains in the driver, on all
   *     its cores
   * @param averagingPeriod steps of a shard between two averagings
   */
  public record Distribution(int shards, int averagingPeriod) implements Serializable {
    public Distribution {
      if (shards < 1 || averagingPeriod < 1) {
        throw new IllegalArgumentException(
            "shards: %d, averagingPeriod: %d (expected: at least 1)"
                .formatted(shards, averagingPeriod));
      }
    }
  }

  /** As tuned inside train; {@code slate-defaults.conf} has the same where it has the key. */
  public static final TwoTowerSettings DEFAULTS =
      new TwoTowerSettings(
          new TwoTowerShape(64, 400, 0.995f),
          SoftmaxSettings.standard(0.2f),
          new Sampling(512, 512, 0.1, Integer.MAX_VALUE),
          Optimizer.ADAGRAD,
          LearningRate.constant(0.05),
          new Schedule(10, 200_000, 2),
          new Distribution(1, 32),
          42);

  /** The configured settings, and the defaults of what cannot be configured. */
  public static TwoTowerSettings of(SlateConfig.TwoTower config, long seed) {
    TwoTowerShape shape = DEFAULTS.shape;
    SoftmaxSettings softmax = DEFAULTS.softmax;
    Sampling sampling = DEFAULTS.sampling;
    LearningRate rate = DEFAULTS.learningRate;
    return new TwoTowerSettings(
        new TwoTowerShape(
            config.dim(), shape.historyLength(), shape.historyDecay(), shape.pooling()),
        new SoftmaxSettings(
            (float) config.temperature(),
            softmax.logQ(),
            softmax.cachedNegatives(),
            softmax.hardNegatives()),
        new Sampling(
            config.batchSize(), sampling.negatives(), sampling.idDropout(), sampling.maxGap()),
        DEFAULTS.optimizer,
        new LearningRate(config.learningRate(), rate.decay(), rate.warmupSteps()),
        new Schedule(
            config.epochs(), DEFAULTS.schedule.epochExamples(), DEFAULTS.schedule.patience()),
        DEFAULTS.distribution,
        seed);
  }
}
