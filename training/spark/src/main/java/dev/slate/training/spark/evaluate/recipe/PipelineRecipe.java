package dev.slate.training.spark.evaluate.recipe;

import dev.slate.training.model.diversity.NearlyAsRelevant;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.evaluate.PipelineContender;
import java.util.Locale;
import java.util.Map;

/**
 * What a night publishes, as a request has it. It cuts by time itself, so it can only be judged by
 * a time split of the same events.
 */
public record PipelineRecipe(PipelineModels models, Variant variant) implements Recipe {
  /** Serving's default of {@code rerank.depth}. */
  private static final int DEPTH = 100;

  /** What differs from the plain pipeline: exact search, and the order of the ranker. */
  public enum Variant {
    PIPELINE,
    /** Re-ranked for diversity as serving does where nothing else is configured. */
    PIPELINE_DIVERSE,
    /** Candidates by an approximate index. */
    PIPELINE_HNSW;

    /** As on the command line. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public String name() {
    return variant.label();
  }

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public Trained train(
      Holdout holdout, Map<String, Double> settings, double effort, PassListener listener) {
    PipelineModels.Held held = models.held();
    ModelBundle bundle = variant == Variant.PIPELINE_HNSW ? held.approximate() : held.exact();
    PipelineContender contender = held.training().contender(name(), bundle, held.cutMs());
    return Trained.of(
        variant == Variant.PIPELINE_DIVERSE
            ? contender.diversified(
                name(), NearlyAsRelevant.BY_DEFAULT, holdout.data().categories(), DEPTH)
            : contender);
  }
}
