package dev.slate.serving.explain;

import dev.slate.serving.context.Rung;
import dev.slate.serving.model.ModelSide;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.training.model.rank.ScoreAttribution;
import org.jspecify.annotations.Nullable;

/**
 * What the ranker's score of a candidate is made of, against the mean of the request's candidates;
 * nothing where it did not rank, or where its inputs act in pairs without being trees.
 */
final class ScoreParts {
  private static final ScoreParts NONE = new ScoreParts(null);

  private final @Nullable ScoreAttribution attribution;

  private ScoreParts(@Nullable ScoreAttribution attribution) {
    this.attribution = attribution;
  }

  /** The parts of one score: their sum with the baseline is the margin. */
  @SuppressWarnings("ArrayRecordComponent") // Made for one item of one trace.
  record Parts(double margin, double[] contributions) {}

  static ScoreParts of(Recommendation made) {
    ModelSide side = made.context().modelSide();
    int n = made.hydrated().candidates().size();
    float[] features = made.hydrated().features();
    if (side == null || made.ranked().step().rung() != Rung.FULL || features.length == 0) {
      return NONE;
    }
    return ScoreAttribution.of(side.model().bundle().ranker(), features, n)
        .map(ScoreParts::new)
        .orElse(NONE);
  }

  @Nullable Double baseline() {
    return attribution == null ? null : attribution.baseline();
  }

  /** Of the candidate in that row of {@code Hydrated}. */
  @Nullable Parts of(int row) {
    if (attribution == null) {
      return null;
    }
    double[] contributions = attribution.contributions(row);
    double margin = attribution.baseline();
    for (double contribution : contributions) {
      margin += contribution;
    }
    return new Parts(margin, contributions);
  }
}
