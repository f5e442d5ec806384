package dev.slate.training.spark.tower;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.sequence.Checkpoints;
import dev.slate.training.model.sequence.SequenceFit;
import dev.slate.training.model.sequence.SequenceSettings;
import dev.slate.training.model.sequence.SequenceShape;
import dev.slate.training.model.sequence.SequenceTrainer;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.spark.Positives;

/**
 * Learns the self-attention encoder from positives, on the cores of this process. The newest slice
 * says when to stop, as with {@link TwoTowerTrainer}.
 */
public final class SelfAttentionTrainer {
  /** Up to so many items a softmax over all of them costs little and converges sooner. */
  private static final int FULL_CATALOGUE = 10_000;

  private static final int SHARDS = 8;
  private static final double WARM_UP = 0.03;
  private static final int PATIENCE = 6;

  /** Width of the feed-forward layers in dimensions (Vaswani et al. 2017). */
  private static final int WIDENING = 4;

  private final SlateConfig.SelfAttention settings;
  private final int dim;
  private final long seed;

  public SelfAttentionTrainer(SlateConfig.SelfAttention settings, int dim, long seed) {
    this.settings = settings;
    this.dim = dim;
    this.seed = seed;
  }

  /**
   * @param categories of every item of the positives' row space
   * @throws IllegalArgumentException if no user has two positives, or the heads do not divide the
   *     dimensions
   */
  public TowerFit fit(Positives positives, ItemCategories categories) {
    TowerValidation validation = TowerValidation.of(positives);
    int threads = Runtime.getRuntime().availableProcessors();
    SequenceFit fit =
        new SequenceTrainer(settings(categories.items()), threads, Checkpoints.NONE)
            .fit(validation.train().itemsByUser(), categories, validation.sequences());
    return new TowerFit(
        fit.model(),
        new LearningCurve(
            fit.curve().stream()
                .map(
                    epoch ->
                        new LearningCurve.Epoch(
                            epoch.epoch(),
                            epoch.loss(),
                            epoch.quality().ndcg(),
                            epoch.quality().recall(),
                            epoch.seconds()))
                .toList(),
            fit.bestEpoch()));
  }

  private SequenceSettings settings(int items) {
    return new SequenceSettings(
        new SequenceShape(
            dim, settings.length(), settings.blocks(), settings.heads(), WIDENING * dim),
        settings.epochs(),
        settings.batchSize(),
        SHARDS,
        settings.learningRate(),
        WARM_UP,
        settings.dropout(),
        settings.idDropout(),
        items <= FULL_CATALOGUE ? 0 : settings.negatives(),
        PATIENCE,
        seed);
  }
}
