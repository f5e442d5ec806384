package dev.slate.serving.explain;

import dev.slate.serving.context.Rung;
import dev.slate.serving.model.ModelSide;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.training.model.rank.FlatTrees;
import dev.slate.training.model.rank.TreeAttribution;
import org.jspecify.annotations.Nullable;

/**
 * What the ranker's score of a candidate is made of, against the mean of the request's candidates;
 * nothing where no trees ranked.
 */
final class ScoreParts {
  private static final ScoreParts NONE = new ScoreParts(null, new float[0]);

  private final @Nullable TreeAttribution attribution;
  private final float[] features;

  private ScoreParts(@Nullable TreeAttribution attribution, float[] features) {
    this.attribution = attribution;
    this.features = features;
  }

  /** The parts of one score: their sum with the baseline is the margin. */
  @SuppressWarnings("ArrayRecordComponent") // Made for one item of one trace.
  record Parts(double margin, double[] contributions) {}

  static ScoreParts of(Recommendation made) {
    ModelSide side = made.context().modelSide();
    int n = made.hydrated().candidates().size();
    float[] features = made.hydrated().features();
    if (side == null
        || made.ranked().step().rung() != Rung.FULL
        || !(side.model().bundle().ranker() instanceof FlatTrees trees)
        || features.length == 0) {
      return NONE;
    }
    return new ScoreParts(
        TreeAttribution.of(trees.inputs(), trees.base(), trees.toTrees(), features, n), features);
  }

  @Nullable Double baseline() {
    return attribution == null ? null : attribution.expected();
  }

  /** Of the candidate in that row of {@code Hydrated}. */
  @Nullable Parts of(int row) {
    if (attribution == null) {
      return null;
    }
    double[] contributions = attribution.contributions(features, row);
    double margin = attribution.expected();
    for (double contribution : contributions) {
      margin += contribution;
    }
    return new Parts(margin, contributions);
  }
}
