package dev.slate.training.spark.tower;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.sequence.Checkpoints;
import dev.slate.training.model.sequence.SequenceFit;
import dev.slate.training.model.sequence.SequenceParameters;
import dev.slate.training.model.sequence.SequenceSettings;
import dev.slate.training.model.sequence.SequenceShape;
import dev.slate.training.model.sequence.SequenceTrainer;
import dev.slate.training.model.sequence.TrainingState;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.Positives;
import java.util.Optional;

/** Learns the self-attention encoder from positives, on the cores of this process. */
public final class SelfAttentionTrainer {
  /** Up to so many items a softmax over all of them costs little and converges sooner. */
  private static final int FULL_CATALOGUE = 10_000;

  /** Each has a gradient of all items, so more would cost more than they save. */
  private static final int SHARDS = 4;

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
   * @param cut says when to stop and which epoch to keep
   * @param listener is told of every epoch
   * @throws IllegalArgumentException if no user has two positives, or the heads do not divide the
   *     dimensions
   */
  public TowerFit fit(
      Positives positives, ItemCategories categories, ValidationCut cut, PassListener listener) {
    TowerValidation validation = TowerValidation.of(positives, cut);
    int threads = Runtime.getRuntime().availableProcessors();
    Checkpoints telling = new Telling(listener, settings.epochs());
    SequenceFit fit =
        new SequenceTrainer(settings(categories.items()), threads, telling)
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

  /** Keeps nothing, but says how it goes. */
  private record Telling(PassListener listener, int epochs) implements Checkpoints {
    @Override
    public Optional<TrainingState> load(SequenceParameters like) {
      return Optional.empty();
    }

    @Override
    public void save(TrainingState state) {
      SequenceFit.Epoch last = state.curve().get(state.curve().size() - 1);
      listener.ended(last.epoch(), epochs, last.loss(), last.quality().ndcg());
    }
  }
}
